import { LONGEST_PAUSE_MS } from './pause.ts';

/** So often a target may state that nothing is left, and answer more all the same, before it is not believed any more. */
const MOST_EMPTY_WORDS = 3;

/** A quota that the target announces before it refuses: what is left of it is not exceeded. */
export interface Quota {
  /** Until when none is left, in ms since the epoch; in the past where some is. */
  readonly until: number;
  /**
   * Records what an answer states is left.
   * @param at `underWay`: requests that the answer may not have counted yet
   */
  stated(quota: { remaining: number; resetMs: number }, at: { now: number; underWay: number }): void;
  /** A request is about to be sent. */
  taken(): void;
}

/** A quota of which nothing is known. */
export function createQuota(): Quota {
  let left = Infinity;
  let resetAt = -Infinity;
  let emptyWords = 0;
  /** Answers since the quota was filled up last, and whether one of them stated that nothing is left. */
  let [answers, saidNone] = [0, false];
  const isUsedUp = (): boolean => left <= 0 && emptyWords < MOST_EMPTY_WORDS;
  return {
    get until() {
      return isUsedUp() ? resetAt : -Infinity;
    },
    stated({ remaining, resetMs }, { now, underWay }) {
      // A quota that is not proven is not worth such a wait: a refusal will show it.
      if (resetMs > LONGEST_PAUSE_MS) return;
      const isNew = now >= resetAt;
      answers = isNew ? 1 : answers + 1;
      saidNone &&= !isNew;
      // More is answered though nothing was left, or one request a time is all there ever is.
      if (remaining === 0 && (saidNone || answers === 1)) emptyWords += 1;
      saidNone ||= remaining === 0;
      // The one that was answered is among those under way.
      left = remaining - Math.max(0, underWay - 1);
      resetAt = now + resetMs;
    },
    taken() {
      left -= 1;
    },
  };
}
