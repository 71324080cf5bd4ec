import type { CredentialTwin } from '../auth/types.ts';
import type { DraftRequest, RequestCase } from '../contract/cases/types.ts';
import type { Clock, ConnectionWish, Exchange, Role, WireRequest } from '../exchange/types.ts';
import type { Identities, Target } from '../target/types.ts';
import type { Users } from '../users/types.ts';
import type { Vendor } from '../vendor/types.ts';
import type { CheckDescription } from '../vendor/requirements.ts';
import type { Observed } from '../verdict/judge.ts';
import type { Facts, Requirement } from '../verdict/types.ts';

/** What a check saw, with the exchanges that showed it. */
export interface Observation extends Observed {
  readonly exchanges: readonly Exchange[];
  /** Of a deletion that is pending: the facts once it is met. */
  readonly ifMet?: Facts;
}

/** How many users a row consumes (deleted when all is right) and borrows (alive when all is right). */
export interface Needs {
  readonly deleted: number;
  readonly spared: number;
}

/** One behaviour: a plain async function of its scene, free of any test runner. */
export interface Check extends CheckDescription {
  /** Users that a row needs; none where absent. */
  readonly needs?: (row: Requirement) => Needs;
  /**
   * Requests that each of the bad credentials costs which a row would try, those that matter most first: off loopback
   * few are sent.
   */
  readonly badCredentials?: (row: Requirement, known: Pick<Scene, 'vendor' | 'identities'>) => readonly number[];
  /** True where users of special making are needed: rows are `not-applicable` with offered ones. */
  readonly special?: (row: Requirement) => boolean;
  /** Whether its requests that name users belong together: refused for now, the check is repeated whole (A48). */
  readonly together?: true;
  run(scene: Scene): Promise<Observation[]>;
}

/** How one request is sent. */
export interface Sending {
  readonly role: Role;
  /** What was done, for a reader. */
  readonly about?: string;
  /** Whether the request keeps the contract; default true. */
  readonly valid?: boolean;
  /** Default: the target's own credentials. */
  readonly sign?: (request: WireRequest) => WireRequest;
  /** Whether `sign` gives credentials that must be refused; false where it gives none. */
  readonly badCredentials?: boolean;
  /** Whether a vendor's security team would take it for an attack. */
  readonly provoking?: boolean;
  /** What the request wants of its connection; default: the transport shares connections off loopback, and only there. */
  readonly connection?: ConnectionWish;
  /** Whether it belongs with the next or the last request: refused for now, the check is repeated whole (A48). */
  readonly together?: boolean;
}

/** All that a check may use. It judges nothing: it acts, observes and reports facts. */
export interface Scene {
  readonly row: Requirement;
  readonly vendor: Vendor;
  readonly target: Target;
  readonly identities: Identities;
  readonly clock: Clock;
  readonly users: Users;
  /** The generated cases and broken twins that the row claims. */
  readonly cases: readonly RequestCase[];
  readonly twins: readonly CredentialTwin[];
  /** How many bad credentials the row may try: all of them on loopback, few elsewhere. */
  readonly mayTry: number;
  /** Tells the reader something that the verdict does not say: what it stands on. */
  note(sentence: string): void;
  /** Fills the id templates of one set: `{run}`, `{n}` and `{uuid}` stand for the same in all of them. */
  idFiller(): (template: string) => string;
  /** A well-formed id that cannot exist, new at every call. */
  unknownId(): string;
  /** A valid deletion that names these ids. */
  deletion(ids: readonly string[]): DraftRequest;
  /** Sends one request; never throws for want of an answer: that is `exchange.error`. */
  send(draft: DraftRequest, sending: Sending): Promise<Exchange>;
  /** The row's control: valid credentials and unknown ids; counts towards the three unanswered ones. */
  control(): Promise<Exchange>;
}
