import type { Clock, HeaderLines, WireResponse } from '../../../src/exchange/types.ts';

/** A limit as a server keeps it: whether a request may pass now, and what the answer says of the limit. */
export interface Limiter {
  /** @returns undefined where it may pass */
  take(): { readonly headers: HeaderLines } | undefined;
  /** What is told with an answer that passes. */
  headers(): HeaderLines;
}

const NOTHING: HeaderLines = [];

/** So many requests in each window of a fixed length, the first of which begins with the first request. */
export function fixedWindow(
  { most, ms, tells }: { most: number; ms: number; tells?: 'retry-after' | 'remaining' },
  clock: Clock,
): Limiter {
  let [start, used] = [-Infinity, 0];
  const leftS = () => String(Math.ceil((start + ms - clock.now()) / 1000));
  const remaining = (): HeaderLines => [
    ['X-RateLimit-Remaining', String(Math.max(0, most - used))],
    ['X-RateLimit-Reset', leftS()],
  ];
  return {
    take() {
      if (clock.now() >= start + ms) [start, used] = [clock.now(), 0];
      used += 1;
      if (used <= most) return undefined;
      if (tells === 'remaining') return { headers: remaining() };
      return { headers: tells === 'retry-after' ? [['Retry-After', leftS()]] : NOTHING };
    },
    headers: () => (tells === 'remaining' ? remaining() : NOTHING),
  };
}

/** A bucket that holds so many and is filled up evenly. */
export function bucket({ perSecond, burst }: { perSecond: number; burst: number }, clock: Clock): Limiter {
  let [held, at] = [burst, clock.now()];
  return {
    take() {
      const now = clock.now();
      held = Math.min(burst, held + ((now - at) * perSecond) / 1000);
      at = now;
      if (held < 1) return { headers: NOTHING };
      held -= 1;
      return undefined;
    },
    headers: () => NOTHING,
  };
}

/** The answer of a limiter that refuses. */
export const tooMany = (headers: HeaderLines = []): WireResponse => ({
  status: 429,
  headers,
  body: Buffer.from('{}'),
  truncated: false,
  durationMs: 0,
});
