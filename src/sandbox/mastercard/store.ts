import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';

/** What the observing calls answer about a user: 200, 401 USER_TERMINATE_IN_PROGRESS, 404 USER_NOT_FOUND. */
export type UserState = 'living' | 'terminating' | 'gone';

/** One enrolled cardholder. */
export interface EnrolledUser {
  /** Chosen by the server; compared exactly. */
  readonly userid: string;
  readonly cardNumber: string;
  /** Instant of a deletion's acceptance, ms since the epoch; absent while none was asked for. */
  deletedAt?: number;
}

/** A user whose deletion is delayed is shown as terminating for a moment, no longer than this. */
const MAX_TERMINATING_MS = 500;

/** The enrolled users of one issuer. */
export class EnrolledUsers {
  readonly users = new Map<string, EnrolledUser>();
  readonly #cards = new Map<string, EnrolledUser>();
  readonly #clock: Clock;
  readonly #deletionDelayMs: number;

  constructor(clock: Clock, deletionDelayMs: number) {
    this.#clock = clock;
    this.#deletionDelayMs = deletionDelayMs;
  }

  /** Enrols a card. Undefined where it is registered to a user who is not gone. */
  enrol(cardNumber: string): EnrolledUser | undefined {
    const holder = this.#cards.get(cardNumber);
    if (holder && this.stateOf(holder.userid) !== 'gone') return undefined;
    const user: EnrolledUser = { userid: randomUUID(), cardNumber };
    this.users.set(user.userid, user);
    this.#cards.set(cardNumber, user);
    return user;
  }

  /** As before until the delay is over, terminating for a moment, then gone; without a delay gone at once. */
  stateOf(userid: string): UserState {
    const user = this.users.get(userid);
    if (!user) return 'gone';
    if (user.deletedAt === undefined) return 'living';
    const overdue = this.#clock.now() - user.deletedAt - this.#deletionDelayMs;
    if (overdue < 0) return 'living';
    if (overdue < Math.min(MAX_TERMINATING_MS, this.#deletionDelayMs / 4)) return 'terminating';
    this.#forget(user);
    return 'gone';
  }

  /** Accepts a user's deletion, card included; a second acceptance changes nothing. False where the user is gone. */
  delete(userid: string): boolean {
    const user = this.users.get(userid);
    if (!user || this.stateOf(userid) === 'gone') return false;
    user.deletedAt ??= this.#clock.now();
    this.stateOf(userid);
    return true;
  }

  #forget(user: EnrolledUser): void {
    this.users.delete(user.userid);
    if (this.#cards.get(user.cardNumber) === user) this.#cards.delete(user.cardNumber);
  }
}
