import type { InvalidCredentials, NamedTokenCall } from '../auth/types.ts';
import type { UnsignedRequest, RequestCase } from '../contract/cases/types.ts';
import type { ConnectionWish, Exchange, Role, WireRequest } from '../http/types.ts';
import type { Authenticators, Target } from '../configuration/types.ts';
import type { Users, UsersPreflightResult } from '../users/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { CheckDescription } from '../spec-loader/requirements.ts';
import type { Observed } from '../verdict/judge.ts';
import type { Facts, Requirement } from '../verdict/types.ts';
import type { Clock } from '../clock.ts';

/** What a check saw, with the exchanges that showed it. */
export interface Observation extends Observed {
  readonly exchanges: readonly Exchange[];
  /** Of a deletion that is pending: the facts once it is met. */
  readonly factsWhenDeleted?: Facts;
}

/** How many users a requirement consumes (deleted when all is right) and borrows (alive when all is right). */
export interface Needs {
  readonly deleted: number;
  readonly preserved: number;
  /** How many of the preserved ones may be users that another requirement has used and seen living. */
  readonly shared?: number;
  /** Further offered users that it may consume, given what is left when every requirement has what it needs. */
  readonly spare?: number;
}

/** One behaviour: a plain async function of its context, free of any test runner. */
export interface Check extends CheckDescription {
  /** Users that a requirement needs; none where absent. */
  readonly needs?: (requirement: Requirement) => Needs;
  /**
   * Requests that each of the bad credentials costs which a requirement would try, those that matter most first: off loopback
   * few are sent.
   */
  readonly badCredentials?: (
    requirement: Requirement,
    known: Pick<CheckContext, 'vendor' | 'authenticators'>,
  ) => readonly number[];
  /** True where users created in a specific way are needed: requirements are `not-applicable` with offered ones. */
  readonly special?: (requirement: Requirement) => boolean;
  /** True where an accepted request may delete the user that it names: its answer alone is judged. */
  readonly acceptedMayDelete?: (requirement: Requirement) => boolean;
  /** Whether its requests that name users belong together: refused for now, the check is repeated whole (A48). */
  readonly together?: true;
  run(context: CheckContext): Promise<Observation[]>;
}

/** How one request is sent. */
export interface Sending {
  readonly role: Role;
  /** What was done, for a reader. */
  readonly about?: string;
  /** Whether the request conforms to the contract; default true. */
  readonly conforms?: boolean;
  /** Default: the target's own credentials. */
  readonly sign?: (request: WireRequest) => WireRequest;
  /** How the signed request is written; default: as it is. */
  readonly written?: (signed: WireRequest) => WireRequest;
  /** Whether `sign` gives credentials that must be refused; false where it gives none. */
  readonly badCredentials?: boolean;
  /** Whether a vendor's security team would take it for an attack. */
  readonly provoking?: boolean;
  /** What the request wants of its connection; default: the transport shares connections off loopback, and only there. */
  readonly connection?: ConnectionWish;
  /** Whether it belongs with the next or the last request: refused for now, the check is repeated whole (A48). */
  readonly together?: boolean;
}

/** Counts the tries of judged requests, which outlive an attempt at the requirement (A49). */
export interface Tries {
  /** Another try got no answer while a control did: how many that makes in a row. */
  unanswered(about: string): number;
  /** A try was answered. */
  answered(about: string): void;
}

/** All that a check may use. It judges nothing: it acts, observes and reports facts. */
export interface CheckContext {
  readonly requirement: Requirement;
  readonly vendor: Vendor;
  readonly target: Target;
  readonly authenticators: Authenticators;
  readonly clock: Clock;
  /** `--linger`, in ms; 0 where it was not given. */
  readonly lingerMs: number;
  readonly users: Users;
  /** What the preflight found. */
  readonly preflightResult: UsersPreflightResult;
  /** The generated cases and invalid credentials that the requirement claims. */
  readonly cases: readonly RequestCase[];
  readonly invalidCredentials: readonly InvalidCredentials[];
  /** How many bad credentials the requirement may try: all of them on loopback, few elsewhere. */
  readonly mayTry: number;
  readonly tries: Tries;
  /** Gives the reader something that the verdict does not state: what it is based on. */
  note(sentence: string): void;
  /** Fills the id templates of one set: `{run}`, `{n}` and `{uuid}` have the same values in all of them. */
  idFiller(): (template: string) => string;
  /** A well-formed id that cannot exist, new at every call. */
  unknownId(): string;
  /** A valid deletion that names these ids. */
  deletion(ids: readonly string[]): UnsignedRequest;
  /** Sends one request; never throws for want of an answer: that is `exchange.error`. */
  send(draft: UnsignedRequest, sending: Sending): Promise<Exchange>;
  /** Calls the token endpoint of the scheme wrongly. */
  askForToken(call: NamedTokenCall): Promise<Exchange>;
  /** The requirement's control: valid credentials and unknown ids; counts towards the three unanswered ones. */
  control(): Promise<Exchange>;
}
