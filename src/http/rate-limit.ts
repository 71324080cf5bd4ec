import type { Transport } from './types.ts';
import type { Clock } from '../clock.ts';

/** How many requests may start, on average and at most. */
export interface Rate {
  readonly perSecond: number;
}

/**
 * Reads a rate: a number of requests, then `/s` or `/m`.
 * @param option what the sentence names it by
 * @throws Error with one sentence where it is anything else.
 */
export function parseRate(text: string, option = '--rate'): Rate {
  const [, count = '', unit] = /^(\d{1,6}(?:\.\d{1,3})?)\/([sm])$/.exec(text.trim()) ?? [];
  const perSecond = Number(count) / (unit === 'm' ? 60 : 1);
  if (count !== '' && perSecond > 0) return { perSecond };
  throw new Error(`${option} takes a number of requests per second or per minute above 0, such as 2/s or 120/m.`);
}

/**
 * Turns that are given out evenly spaced, in order of asking: the first at once, and none is saved up, for a burst
 * after a pause is what rate limits punish.
 * @returns a function that resolves when its caller's turn has come.
 */
export function createRateLimiter({ perSecond }: Rate, clock: Clock): () => Promise<void> {
  const spacing = 1000 / perSecond;
  let next = -Infinity;
  return async () => {
    const now = clock.now();
    const turn = Math.max(now, next);
    next = turn + spacing;
    if (turn > now) await clock.sleep(turn - now);
  };
}

/**
 * A transport whose requests start evenly spaced, no matter which requirement sends them. What a request waits for its turn counts neither
 * as its duration nor against its time limit; but what was signed before the wait is sent with the time of its signing.
 */
export function limited(transport: Transport, rate: Rate, clock: Clock): Transport {
  const turn = createRateLimiter(rate, clock);
  return async (request, limits) => {
    await turn();
    return transport(request, limits);
  };
}
