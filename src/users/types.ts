import type { Exchange } from '../exchange/types.ts';
import type { Trouble } from '../verdict/types.ts';

/** A disposable user of the run. */
export interface User {
  readonly id: string;
  readonly tenant: 'own' | 'other';
  /** What the read shows of this user alone. */
  readonly mark: unknown;
  readonly offered: boolean;
  /** Exchanges that made the user and showed it living. */
  readonly exchanges: readonly Exchange[];
}

/** One look at a user. */
export interface Sighting {
  /** `presumed`: nothing was asked, a later deletion will tell (`repeat`). `answered 500` is a state too (A10). */
  readonly state: 'living' | 'terminating' | 'gone' | 'presumed' | 'answered 500' | 'unknown';
  /** Why it is unknown. */
  readonly trouble?: Trouble;
  readonly marks: readonly unknown[];
  readonly exchanges: readonly Exchange[];
}

/** What a check may ask for: how a user is made. */
export interface UserWish {
  readonly tenant?: 'own' | 'other';
  /** Special making (`bare`, an odd id): not available with offered users. */
  readonly making?: string;
  readonly id?: string;
  readonly mark?: number;
}

/** Where a row's users come from and how they are watched. Every method may throw Unjudgeable. */
export interface Users {
  /** Fresh (or offered) users, each observed to live (design section 5, rule 1). */
  take(...wishes: UserWish[]): Promise<User[]>;
  /** Creates without looking; answers the last creating exchange. For re-creation and ids that may be refused. */
  create(wish: UserWish & { readonly id: string }): Promise<{ user?: User; exchange: Exchange }>;
  /** Looks once, by the way of observing that the run chose. */
  look(user: User): Promise<Sighting>;
  /** Watches until gone, the settle time or the deadline; `since` is the instant of the accepting answer. */
  watchGone(user: User, since: number): Promise<{ first: Sighting; last: Sighting; trouble?: Trouble }>;
  /** Whether a user who must live still does, after the time that deletions take here; may delete it to prove it (`repeat`). */
  survives(user: User): Promise<Sighting>;
  /** Tells the run that a deletion of this user was accepted: never offered again, looked at once more at the end. */
  wasDeleted(user: User, at: number): Promise<void>;
  /** Gives back what is proven to live; for offered users and bystanders that serve rows in turn. */
  giveBack(): Promise<void>;
}
