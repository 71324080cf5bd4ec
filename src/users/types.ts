import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { Exchange, Role, WireRequest } from '../http/types.ts';
import type { Authenticators, Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement, NotJudged } from '../verdict/types.ts';
import type { CreationWays } from './creation-ways.ts';
import type { SaysHarm, UserObservation } from './observation.ts';
import type { PersonalData } from './personal-data.ts';
import type { UserJournal } from './user-journal.ts';
import type { UserRecord } from './user-record.ts';
import type { Clock } from '../clock.ts';
import type { Siblings } from '../contract/deletion-body.ts';

export type { ReadResult, SaysHarm, UserObservation } from './observation.ts';

/** A disposable user of the run. */
export interface User {
  readonly id: string;
  readonly tenant: 'own' | 'other';
  /** What the read shows of this user alone. */
  readonly marker: unknown;
  readonly offered: boolean;
  /** The card that the user was created with, where the vendor's users have one. */
  readonly card?: string;
  /** What makes the user the same person besides the id, where the profile names such keys. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What the reads show of this user, where several things of a kind were made. */
  readonly marks?: readonly unknown[];
  /** Set for a user who is read with each filter of the reads. */
  readonly everyRead?: { readonly marks: readonly unknown[] };
  readonly oneRead?: true;
  /** Handed on by an earlier requirement, which has seen the user living last. */
  readonly takenOver?: true;
  /** Exchanges that made the user and showed it living. */
  readonly exchanges: readonly Exchange[];
}

/** Users that a command of the operator's creates: it prints the id of each on a line of its own. */
export interface CommandUsers {
  /**
   * The next one, from what was printed already or from another run of the command.
   * @throws NotJudgedError (`not-run`) where the command fails or prints nobody new
   */
  next(context: UsersContext, options: UserOptions): Promise<User>;
}

/** Hands out card numbers to create users with. */
export interface CardNumbers {
  /**
   * A number that is, in all likelihood, not in use.
   * @throws NotJudgedError where the ranges of the tenant cannot be learnt
   */
  next(tenant: User['tenant'], context: UsersContext): Promise<string>;
}

/** What a check may ask for: how a user is made. */
export interface UserOptions {
  readonly tenant?: 'own' | 'other';
  /** `bare`, an odd id: not available with offered users. `full`: with several things of each kind, or as offered. */
  readonly variant?: string;
  /** Read with each filter of the reads. */
  readonly everyRead?: true;
  /** Read by the first read alone: one of many alike. */
  readonly oneRead?: true;
  readonly id?: string;
  readonly marker?: number;
  /** The card to create with, instead of a new one. */
  readonly card?: string;
  /** The keys to create with, instead of new ones. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The id of the deleted user who is created again: a server that chooses the ids may give the same one again. */
  readonly formerId?: string;
  /** Must outlive the requirement, and may be somebody that an earlier one has seen living. */
  readonly shared?: true;
}

/** A user who goes from one requirement to the next: last seen living. */
export type LentUser = Pick<User, 'id' | 'marker'>;

/** One way of observing users. */
export interface Observer {
  /** Looks without harm; `oneRead`: the first read that shows the user living is enough. */
  observe(user: User, oneRead?: boolean): Promise<UserObservation>;
  /** Looks at a user whose deletion was accepted; the first read that shows the user living is enough. */
  afterDeletion(user: User): Promise<UserObservation>;
  /** Proves that a user still lives; `deleted` states that the proof deleted it. */
  confirmAlive(user: User): Promise<{ observation: UserObservation; deleted: boolean }>;
  /** The id is used for a new user: what was learnt of the old one is void. */
  forget(user: User): void;
  /** Names of the reads that have shown the user living. */
  shownBy?(user: User): readonly string[];
  /** The same as an earlier observer knew it. */
  remember?(user: User, shown: readonly string[]): void;
}

/** Random bytes (32) for a purpose, new with every call, and drawn from the run secret for this one place of the run. */
export type Draw = (purpose: string) => Buffer;

/**
 * What the requirements of a run share, as one of them is given it. The answer depends on what the others did, so a
 * recorded run keeps it, and a replay repeats it without asking.
 */
export interface SharedAnswers {
  /** @param usual the answer that is not worth keeping */
  readonly now: <T>(what: SharedQuestion, usual: T, ask: () => T) => T;
  readonly later: <T>(what: SharedQuestion, usual: T, ask: () => Promise<T>) => Promise<T>;
}

/**
 * `lent`: who is taken over from an earlier requirement? `allowance`, `creation`: may a user be created? `control`: has
 * the target stopped answering? `credential`: may bad ones be sent? `lock-out`: are the right ones refused since? `usable`: which can be made? `elsewhere`: is the token endpoint elsewhere?
 */
export type SharedQuestion =
  | 'users'
  | 'lent'
  | 'allowance'
  | 'creation'
  | 'control'
  | 'claim'
  | 'card range'
  | 'credential'
  | 'lock-out'
  | 'usable'
  | 'elsewhere';

/** Where a requirement's users come from and how they are watched. Every method may throw NotJudgedError. */
export interface Users {
  /** Fresh (or offered) users, each observed to live (D1). */
  acquire(...wanted: UserOptions[]): Promise<User[]>;
  /** Creates without looking; answers the last creating exchange. */
  create(options: UserOptions): Promise<{ user?: User; exchange: Exchange }>;
  /** Looks once, by the way of observing that the run chose. */
  observe(user: User): Promise<UserObservation>;
  /** Watches until the user is seen living, for the settle time at most. */
  watchLiving(user: User): Promise<UserObservation>;
  /** Watches until gone, the settle time or the deadline; `since` is the instant of the accepting answer. */
  pollUntilGone(
    user: User,
    since: number,
  ): Promise<{ first: UserObservation; last: UserObservation; notJudged?: NotJudged }>;
  /** Whether a user who must live still does (A35); may delete it to prove it (`repeat`). */
  survives(user: User): Promise<UserObservation>;
  /** Looks once, and where that shows harm until it is confirmed or was a replica behind (A35). */
  observeConfirmed(user: User, saysHarm: SaysHarm): Promise<UserObservation>;
  /** Informs the run that a deletion of this user was accepted: never offered again, looked at once more at the end. */
  wasDeleted(user: User, at: number): Promise<void>;
  /** Gives back what is proven to live; for offered users and bystanders that serve requirements in turn. */
  release(): Promise<void>;
  /** Users taken over from an earlier requirement who are gone now: either of the two may have done it. */
  lost(): readonly User[];
  /** Whether anybody was seen gone, or deleted, who is not taken over. */
  anyGone(): boolean;
  /** A user who is gone though this requirement has not done it: the end of the run judges that. */
  mustLive(user: User): Promise<void>;
  /** A user who may have been deleted or not: neither handed on nor looked at again. */
  doubtful(user: User): Promise<void>;
}

/** What the preflight found, as far as users depend on it; the run's `PreflightResult` extends it. */
export interface UsersPreflightResult {
  readonly users: 'created' | 'offered' | 'none';
  /** Why there is none. */
  readonly noUsersBecause?: string;
  readonly observe: 'read' | 'repeat' | 'command' | 'none';
  readonly observeBecause: string;
  /** A never-created id was answered as living (A27): nothing here distinguishes a user from nobody. */
  readonly stateless: boolean;
  /** Status and code with which each read answered this run's never-created id, by operation. */
  readonly unknownRead: Readonly<Record<string, { readonly status: number; readonly code: unknown }>>;
  /** Whether this run's unknown id got the documented not-found from the deletion call. */
  readonly unknownIsNotFound: boolean;
  /** Whether an error of this API was seen in the vendor's form: then one without it is a gateway's (A51). */
  readonly errorsHaveForm?: boolean;
  /** How users are created here; absent: the first creation finds it out (A45). */
  readonly ways?: CreationWays;
  /** How long deletions take to become visible here, in ms. */
  readonly latencyMs: number;
}

/** What users need of the run's run state (structurally part of the run's `RunState`). */
export interface UsersRunState {
  acquire(requirement: string): Promise<{ deleted: string[]; preserved: string[]; missing: number }>;
  release(requirement: string, alive: string[]): Promise<void>;
  mayCreate(requirement: string, count: number): Promise<boolean>;
  /** Users that an earlier requirement has seen living, at most `count`. */
  borrow(requirement: string, count: number): Promise<LentUser[]>;
  releaseShared(requirement: string, users: readonly LentUser[]): Promise<void>;
  record(users: UserRecord[]): Promise<void>;
}

/** How a request of set-up or observation is sent; never throws for want of an answer. */
export type SendForUsers = (
  draft: UnsignedRequest,
  sending: {
    readonly role: Role;
    readonly operation: string;
    readonly conforms?: boolean;
    readonly sign?: (request: WireRequest) => WireRequest;
  },
) => Promise<Exchange>;

/** All that one requirement's users depend on. */
export interface UsersContext {
  readonly requirement: Requirement;
  readonly vendor: Vendor;
  readonly target: Target;
  readonly preflightResult: UsersPreflightResult;
  readonly runState: UsersRunState;
  readonly authenticators: Authenticators;
  readonly clock: Clock;
  /** Random prefix of the run: `{run}` of the templates. */
  readonly runPrefix: string;
  /** What ids and card numbers are made of. */
  readonly draw: Draw;
  readonly shared: SharedAnswers;
  readonly send: SendForUsers;
  /**
   * Makes an id one that the run may name in a deletion.
   * @returns false where it is known already
   */
  readonly registerId: (id: string) => boolean;
  /** What is next to the ids of one deletion, new with every call; absent: only what is the same in all. */
  readonly siblings?: () => Siblings;
  /** Nobody is taken over from an earlier requirement; default false. */
  readonly fresh?: boolean;
  /** Adds a sentence to the report. */
  readonly note?: (sentence: string) => void;
  /** Where every user that is created is noted before it is. */
  readonly journal: UserJournal;
  /** What creations send about their users. */
  readonly personalData: PersonalData;
  /** Where the operator creates the users by a command. */
  readonly commandUsers?: CommandUsers;
  /** Where the vendor's users have cards: what `{card}` represents. */
  readonly cards?: CardNumbers;
  /** Encrypts the body of an operation marked `x-encrypted-request` for its path; absent: it travels in plain JSON. */
  readonly encrypt?: (body: unknown, path: string) => Promise<unknown>;
}
