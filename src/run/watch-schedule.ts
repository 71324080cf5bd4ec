import type { Clock } from '../clock.ts';

/** How long after its deletion every run looks at a user once more, in ms. */
export const SHORTEST_WATCH_MS = 2000;

/** Timers may fire a little early; nobody woke the sleeper then. */
const TIMER_MS = 100;

/**
 * Calls a function for each of the looks at the users who were deleted: one after two seconds, and where the run lingers
 * two more, in the middle and at the end of that time. Where the time of the run is over, the next look is the last one.
 * @param since the latest deletion, in ms since the epoch
 * @param inTime whose sleepers wake when the time of the run is over
 */
export async function linger(
  { since, lingerMs, clock, inTime }: { since: number; lingerMs: number; clock: Clock; inTime: Clock },
  look: (isLast: boolean) => Promise<void>,
): Promise<void> {
  await clock.sleep(since + SHORTEST_WATCH_MS - clock.now());
  const later = lingerMs > SHORTEST_WATCH_MS ? [(SHORTEST_WATCH_MS + lingerMs) / 2, lingerMs] : [];
  await look(later.length === 0);
  for (const [turn, ms] of later.entries()) {
    await inTime.sleep(since + ms - clock.now());
    const isEarly = clock.now() < since + ms - TIMER_MS;
    const isLast = isEarly || turn === later.length - 1;
    await look(isLast);
    if (isLast) return;
  }
}
