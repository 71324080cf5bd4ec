/** The first pause where the target does not state how long; each further one is twice as long. */
const FIRST_STEP_MS = 1000;
const LONGEST_STEP_MS = 60_000;
/** The longest pause that is taken because a target asks for it. */
export const LONGEST_PAUSE_MS = 300_000;
/** A target that asks for a longer one is left alone from this refusal in a row on. */
const TOO_LONG_FROM = 3;

/** A refusal: when the request was sent, when it was answered, and how long the answer asks to wait. */
export interface Refusal {
  readonly startedAt: number;
  readonly now: number;
  readonly askedMs: number | undefined;
}

/** Refusals in a row of whatever one limit counts: all requests, one path, or one request. */
export interface Pause {
  /** When it is over, in ms since the epoch. */
  readonly until: number;
  /** Refusals in a row, each after the pause for the one before. */
  readonly strikes: number;
  /** The longest wait that was asked for, in ms. */
  readonly askedMs: number;
  /** Whether refusing has lasted too long to be waited for. */
  readonly gaveUp: boolean;
  /**
   * Counts a refusal; of a request that was sent before the pause it makes the pause no longer than it asks.
   * @returns whether it is a further strike
   */
  refused(refusal: Refusal): boolean;
}

/** How long, and how many times, refusals in a row are waited for. */
export interface RetryPolicy {
  readonly ms: number;
  readonly strikes: number;
}

/** A pause that is over, before anything was refused. */
export function createPause(patience: RetryPolicy): Pause {
  let [until, strikes, longest] = [-Infinity, 0, 0];
  let since = Infinity;
  let gaveUp = false;
  return {
    get until() {
      return until;
    },
    get strikes() {
      return strikes;
    },
    get askedMs() {
      return longest;
    },
    get gaveUp() {
      return gaveUp;
    },
    refused({ startedAt, now, askedMs }) {
      longest = Math.max(longest, askedMs ?? 0);
      since = Math.min(since, now);
      const isStrike = startedAt >= until;
      if (isStrike) strikes += 1;
      const isTooLong = (askedMs ?? 0) > LONGEST_PAUSE_MS;
      if (isStrike) until = now + (isTooLong ? step(strikes) : pauseMs(strikes, askedMs));
      else if (askedMs !== undefined && !isTooLong) until = Math.max(until, now + askedMs);
      const isLong = now - since > patience.ms && strikes >= patience.strikes;
      gaveUp ||= isLong || (isTooLong && strikes >= TOO_LONG_FROM);
      return isStrike;
    },
  };
}

const step = (strikes: number): number => Math.min(FIRST_STEP_MS * 2 ** (strikes - 1), LONGEST_STEP_MS);

/** As long as it asks; but a target that states when, and refuses then, is asked less and less often all the same. */
function pauseMs(strikes: number, askedMs: number | undefined): number {
  if (askedMs === undefined) return step(strikes);
  return Math.max(askedMs, strikes > 1 ? step(strikes) / 2 : 0);
}
