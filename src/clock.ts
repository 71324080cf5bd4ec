/** Time as the engine sees it, in ms since the epoch; virtual inside one process. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The longest delay of a Node timer; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms) {
    for (let left = Math.max(0, ms); left >= 0; left -= LONGEST_TIMER_MS)
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_TIMER_MS)));
  },
};

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/**
 * A clock for runs inside one process, where nobody waits for the outside: time stops while there is work, and
 * jumps to the next sleeper's due time when there is none. Sleepers wake in order of due time, those of one instant in
 * order of their call, each with time to act before the next one: a server's delay and a client's polling that share
 * the clock interleave as they would in real time.
 * @param start the first instant, in ms since the epoch
 */
export function virtualClock(start: number = Date.UTC(2026, 0, 1)): Clock {
  let now = start;
  let ticking = false;
  const sleepers: Sleeper[] = [];

  const tick = () => {
    const next = sleepers.shift();
    if (!next) {
      ticking = false;
      return;
    }
    now = Math.max(now, next.due);
    next.wake();
    whenIdle(tick);
  };

  return {
    now: () => now,
    sleep(ms) {
      return new Promise((wake) => {
        const due = now + Math.max(0, ms);
        const later = sleepers.findIndex((sleeper) => sleeper.due > due);
        sleepers.splice(later === -1 ? sleepers.length : later, 0, { due, wake });
        if (!ticking) {
          ticking = true;
          whenIdle(tick);
        }
      });
    },
  };
}

/** Two turns of the event loop: work that itself defers once by `setImmediate` still counts as work. */
function whenIdle(act: () => void): void {
  setImmediate(() => setImmediate(act));
}
