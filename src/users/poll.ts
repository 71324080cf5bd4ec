import type { Clock } from '../http/types.ts';
import type { Trouble } from '../verdict/types.ts';
import { inconclusive } from './responses.ts';
import type { Sighting } from './types.ts';

/** Pauses before each look in ms; the last one repeats. */
const PAUSES_MS = [0, 50, 100, 200, 400, 800, 1000];

/** How long after a deadline the last look is taken: clear of timers that fire a little early. */
const JUST_AFTER_MS = 50;

export interface Watch {
  readonly look: () => Promise<Sighting>;
  readonly enough: (sighting: Sighting) => boolean;
  /** Instant of the last look, in ms since the epoch. */
  readonly until: number;
  readonly clock: Clock;
}

/** Looks until one look is enough or the time is over. `at` is the instant at which the last look began. */
export async function watch({ look, enough, until, clock }: Watch): Promise<{
  first: Sighting;
  last: Sighting;
  at: number;
}> {
  let first: Sighting | undefined;
  for (let turn = 0; ; turn++) {
    const pause = PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)] ?? 0;
    await clock.sleep(Math.min(pause, Math.max(0, until - clock.now())));
    const at = clock.now();
    const last = await look();
    first ??= last;
    // A look that cannot be taken now will not be possible later either.
    if (enough(last) || last.trouble?.verdict === 'not-run' || at >= until) return { first, last, at };
  }
}

export interface DeletionWatch {
  readonly look: () => Promise<Sighting>;
  /** Instant of the accepting answer, in ms since the epoch: settle time and deadline count from it. */
  readonly since: number;
  readonly settleMs: number;
  readonly deadlineMs: number;
  readonly clock: Clock;
}

/**
 * Watches a deleted user until it is gone. After the deadline what was seen stands and is judged (C21, A10); before it
 * a user who is still there is pending.
 */
export async function watchUntilGone({ look, since, settleMs, deadlineMs, clock }: DeletionWatch): Promise<{
  first: Sighting;
  last: Sighting;
  trouble?: Trouble;
}> {
  const deadline = since + deadlineMs;
  const until = settleMs >= deadlineMs ? deadline + JUST_AFTER_MS : since + settleMs;
  const { first, last, at } = await watch({ look, enough: ({ state }) => state === 'gone', until, clock });
  const trouble = last.trouble ?? (at < deadline ? pending(last, at - since, deadline) : undefined);
  return { first, last, ...(trouble ? { trouble } : {}) };
}

function pending({ state }: Sighting, afterMs: number, deadline: number): Trouble | undefined {
  if (state !== 'living' && state !== 'terminating') return undefined;
  const instant = new Date(deadline).toISOString();
  const still = state === 'living' ? 'still lives' : 'is still being terminated';
  const after = `${(afterMs / 1000).toFixed(1)} s after the deletion was accepted`;
  return { ...inconclusive('pending', `The user ${still} ${after}; it may take until ${instant}.`), deadline: instant };
}
