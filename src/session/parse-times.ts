import { SHORTEST_WATCH_MS } from '../run/watch-schedule.ts';
import type { RunTimes } from '../run/run-durations.ts';
import { ConfigurationError } from '../errors.ts';

const UNITS = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** A longer time is a mistake. */
const LONGEST_MS = 24 * 3_600_000;

/** The options that set how long a run waits, takes and watches, as they were given. */
interface GivenTimes {
  readonly wait?: string;
  readonly maxTime?: string;
  readonly linger?: string;
}

/**
 * Reads the options that set how long a run waits, takes and watches.
 * @throws ConfigurationError that names the option and what it takes
 */
export function parseTimes({ wait, maxTime, linger }: GivenTimes): RunTimes {
  return {
    waitMs: wait === undefined ? null : timeOf('--wait', wait),
    maxTimeMs: maxTime === undefined ? null : timeOf('--max-time', maxTime),
    lingerMs: linger === undefined ? null : lingerOf(linger),
  };
}

/** Every run watches for two seconds: as long or less would change nothing. */
function lingerOf(text: string): number {
  const ms = timeOf('--linger', text);
  if (ms > SHORTEST_WATCH_MS) return ms;
  throw new ConfigurationError(`--linger takes a time above 2s, which every run watches, such as 30s, not "${text}".`);
}

function timeOf(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,9})(s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS.get(unit) ?? 0);
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new ConfigurationError(`${option} takes a time above 0 and up to 24h, such as 60s or 10m, not "${text}".`);
}
