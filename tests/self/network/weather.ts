import type { Clock } from '../../../src/clock.ts';
import { ExchangeError, type Transport, type WireResponse } from '../../../src/http/types.ts';
import { seeded } from '../../../src/random.ts';

/** A network on which now and then something is lost. */
export interface Weather {
  readonly seed: number;
  /** Parts of the requests whose connection is reset, half of them after they were carried out; default 0.01. */
  readonly resets?: number;
  /** Parts of the requests that are answered 503 by something in between; default 0.02. */
  readonly unavailable?: number;
  /** Between the least and the most, in ms; default 50 to 800. */
  readonly latencyMs?: readonly [number, number];
  /** When a deployment begins, in ms after the first request, and how long all is answered 503; default 5 s and 20 s. */
  readonly deployment?: { readonly afterMs: number; readonly ms: number };
}

/** What a gateway answers that reaches nobody. */
const UNAVAILABLE: WireResponse = {
  status: 503,
  headers: [['content-type', 'text/html']],
  body: Buffer.from('<h1>503 Service Temporarily Unavailable</h1>'),
  truncated: false,
  durationMs: 1,
};

/** Stands between a run and the sandbox. */
export function weather(options: Weather): (inner: Transport, clock: Clock) => Transport {
  const { seed, resets = 0.01, unavailable = 0.02, latencyMs: [least, most] = [50, 800] } = options;
  const { afterMs, ms } = options.deployment ?? { afterMs: 5000, ms: 20_000 };
  return (inner, clock) => {
    const stream = seeded(seed, 'weather');
    const random = (): number => stream.integer(0, 999_999) / 1_000_000;
    let start: number | undefined;
    return async (request, limits) => {
      start ??= clock.now();
      const [luck, isCarriedOut, way] = [random(), random() < 0.5, least + random() * (most - least)];
      await clock.sleep(way / 2);
      const since = clock.now() - start;
      const isDown = since >= afterMs && since < afterMs + ms;
      const isReset = !isDown && luck < resets;
      const isUnavailable = isDown || (!isReset && luck < resets + unavailable);
      const answer = isUnavailable || (isReset && !isCarriedOut) ? UNAVAILABLE : await inner(request, limits);
      await clock.sleep(way / 2);
      if (isReset) throw new ExchangeError('reset', 'The connection was reset.', way);
      return answer;
    };
  };
}
