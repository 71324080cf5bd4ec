import type { RunTimes } from '../run/times.ts';
import { Problem } from '../vendor/problem.ts';

const UNITS = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** A longer time is a mistake. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Reads the options that say how long a run waits and takes.
 * @throws Problem that names the option and what it takes
 */
export function parseTimes({ wait, maxTime }: { readonly wait?: string; readonly maxTime?: string }): RunTimes {
  return {
    waitMs: wait === undefined ? null : timeOf('--wait', wait),
    maxTimeMs: maxTime === undefined ? null : timeOf('--max-time', maxTime),
  };
}

function timeOf(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,9})(s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS.get(unit) ?? 0);
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new Problem(`${option} takes a time above 0 and up to 24h, such as 60s or 10m, not "${text}".`);
}
