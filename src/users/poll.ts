import type { NotJudged } from '../verdict/types.ts';
import type { UserObservation } from './types.ts';
import type { Clock } from '../clock.ts';
import { inconclusive } from '../verdict/not-judged.ts';

/** Pauses before each look in ms; the last one repeats. */
const PAUSES_MS = [0, 50, 100, 200, 400, 800, 1000];

/** How long after a deadline the last observation is taken: clear of timers that fire a little early. */
const JUST_AFTER_MS = 50;

/** What can be looked at: it may state why it cannot be judged. */
interface Look {
  readonly notJudged?: NotJudged;
}

export interface Poll<L extends Look = UserObservation> {
  readonly observe: () => Promise<L>;
  readonly done: (observation: L) => boolean;
  /** Instant of the last observation, in ms since the epoch. */
  readonly until: number;
  readonly clock: Clock;
}

/** Looks until one observation is enough or the time is over. `at` is the instant at which the last observation began. */
export async function poll<L extends Look>({
  observe,
  done,
  until,
  clock,
}: Poll<L>): Promise<{
  first: L;
  last: L;
  at: number;
}> {
  let first: L | undefined;
  for (let turn = 0; ; turn++) {
    const pause = PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)] ?? 0;
    await clock.sleep(Math.min(pause, Math.max(0, until - clock.now())));
    const at = clock.now();
    const last = await observe();
    first ??= last;
    // A look that cannot be taken now will not be possible later either.
    if (done(last) || last.notJudged?.verdict === 'not-run' || at >= until) return { first, last, at };
  }
}

export interface DeletionPoll {
  readonly observe: () => Promise<UserObservation>;
  /** Instant of the accepting answer, in ms since the epoch: settle time and deadline count from it. */
  readonly since: number;
  readonly settleMs: number;
  readonly deadlineMs: number;
  readonly clock: Clock;
}

/**
 * Watches a deleted user until it is gone. After the deadline what was seen counts and is judged (C21, A10); before it
 * a user who is still there is pending.
 */
export async function pollUntilGone({ observe, since, settleMs, deadlineMs, clock }: DeletionPoll): Promise<{
  first: UserObservation;
  last: UserObservation;
  notJudged?: NotJudged;
}> {
  const deadline = since + deadlineMs;
  const until = settleMs >= deadlineMs ? deadline + JUST_AFTER_MS : since + settleMs;
  const { first, last, at } = await poll({ observe, done: ({ state }) => state === 'gone', until, clock });
  const notJudged = last.notJudged ?? (at < deadline ? pending(last, at - since, deadline) : undefined);
  return { first, last, ...(notJudged ? { notJudged } : {}) };
}

function pending({ state }: UserObservation, afterMs: number, deadline: number): NotJudged | undefined {
  if (state !== 'living' && state !== 'terminating') return undefined;
  const instant = new Date(deadline).toISOString();
  const still = state === 'living' ? 'still lives' : 'is still being terminated';
  const after = `${(afterMs / 1000).toFixed(1)} s after the deletion was accepted`;
  return { ...inconclusive('pending', `The user ${still} ${after}; it may take until ${instant}.`), deadline: instant };
}
