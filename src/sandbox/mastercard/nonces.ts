import type { Clock } from '../../clock.ts';

/** How far a timestamp may be from the server's clock. The gateway's own window is not published. */
export const WINDOW_MS = 5 * 60_000;

/** Remembers nonces as long as their timestamp would still be accepted (RFC 5849, 3.3). */
export class Nonces {
  readonly #clock: Clock;
  readonly #expiries = new Map<string, number>();
  #prunedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Marks a nonce as used; false where it was used before with that timestamp and key. */
  use(consumerKey: string, timestamp: string, nonce: string): boolean {
    this.#prune();
    const key = JSON.stringify([consumerKey, timestamp, nonce]);
    if (this.#expiries.has(key)) return false;
    this.#expiries.set(key, this.#clock.now() + 2 * WINDOW_MS);
    return true;
  }

  #prune(): void {
    const now = this.#clock.now();
    if (now - this.#prunedAt < WINDOW_MS) return;
    this.#prunedAt = now;
    for (const [key, expiry] of this.#expiries) if (expiry < now) this.#expiries.delete(key);
  }
}
