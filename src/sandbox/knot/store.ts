import type { Clock } from '../../clock.ts';

/** What a linked merchant account may be used for. */
export type Scope = 'card_switcher' | 'transaction_link' | 'vault';

/** A merchant account that a user linked. */
export interface LinkedAccount {
  readonly merchantId: number;
  readonly scopes: readonly Scope[];
}

/** One user and everything that is kept about them. */
export interface User {
  readonly externalUserId: string;
  /** By merchant id. */
  readonly accounts: Map<number, LinkedAccount>;
  /** Instant at which the user is gone, ms since the epoch; absent while no deletion was asked for. */
  goneAt?: number;
}

/** The users of one tenant, keyed by the exact string: nothing is trimmed, folded or normalised. */
export class UserStore {
  readonly users = new Map<string, User>();
  readonly #clock: Clock;
  readonly #deletionDelayMs: number;

  constructor(clock: Clock, deletionDelayMs: number) {
    this.#clock = clock;
    this.#deletionDelayMs = deletionDelayMs;
  }

  /** The user of that id, or undefined where there is none (any more). */
  find(id: string): User | undefined {
    const user = this.users.get(id);
    if (user?.goneAt === undefined || user.goneAt > this.#clock.now()) return user;
    this.users.delete(id);
    return undefined;
  }

  /** The user of that id, created where needed. One whose deletion is under way is replaced: no old data comes back. */
  ensure(id: string): User {
    const known = this.find(id);
    if (known && known.goneAt === undefined) return known;
    const user: User = { externalUserId: id, accounts: new Map() };
    this.users.set(id, user);
    return user;
  }

  /** Deletes a user with all linked accounts, after the delay. False where there is none. */
  delete(id: string): boolean {
    const user = this.find(id);
    if (!user) return false;
    user.goneAt ??= this.#clock.now() + this.#deletionDelayMs;
    this.find(id);
    return true;
  }
}
