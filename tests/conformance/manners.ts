import { parseRate, type Rate } from '../../src/exchange/rate.ts';
import { Problem } from '../../src/vendor/problem.ts';

/** How a run behaves towards its targets. Crosses processes as JSON. */
export interface Manners {
  /** Starts of requests, over all rows and vendors; null: as they come. */
  readonly rate: Rate | null;
  /** Requests of the whole run; null: as many as it takes. */
  readonly maxRequests: number | null;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
}

export const NO_MANNERS: Manners = { rate: null, maxRequests: null, clockOffsetMs: 0 };

/**
 * Reads the options.
 * @throws Problem that names the option and what it takes
 */
export function mannersOf(given: { rate?: string; maxRequests?: string; clockOffset?: string }): Manners {
  const { rate, maxRequests, clockOffset } = given;
  return {
    rate: rate === undefined ? null : asProblem(() => parseRate(rate)),
    maxRequests: maxRequests === undefined ? null : countOf(maxRequests),
    clockOffsetMs: clockOffset === undefined ? 0 : offsetOf(clockOffset),
  };
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem(`--max-requests takes a whole number of requests, not "${text}".`);
}

function offsetOf(text: string): number {
  const [, number, unit] = /^([+-]?\d{1,9})(ms|s|m)$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
  throw new Problem(`--clock-offset takes a time that is added, such as 90s, -2m or 1500ms, not "${text}".`);
}

function asProblem<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Problem((error as Error).message);
  }
}
