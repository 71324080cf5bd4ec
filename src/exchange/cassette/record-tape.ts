import { ExchangeError, type Clock, type Transport, type WireRequest, type WireResponse } from '../types.ts';
import type { StoredExchange } from './types.ts';

/** An exchange as it took place: it lives in memory only. */
export interface RawExchange {
  /** By the clock of the part, in ms since the epoch. */
  readonly at: number;
  until: number;
  readonly request: WireRequest;
  response?: WireResponse;
  error?: NonNullable<StoredExchange['error']>;
}

/** How a part of a run reaches its target. */
export interface Line {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Resolves when the next request may start; absent: at once. */
  readonly turn?: () => Promise<void>;
}

/** A line that keeps what goes over it. */
export interface RecordTape extends Required<Line> {
  readonly startedAt: number;
  /** In order of sending. */
  readonly exchanges: readonly RawExchange[];
  /** How many were sent before several were under way together. */
  readonly inSequence: () => number;
}

/**
 * Tapes one part of a run. Its clock stands still but for what a replay can repeat: a request that starts, one that ends
 * and a wait that is over move it, to the instant by the real clock or, after a wait, to the one that was waited for.
 * So each judgement that depends on time is made from instants that stand in the cassette.
 * @param elsewhere a list that keeps the exchange instead, for some requests
 */
export function recordTape(line: Line, elsewhere: (request: WireRequest) => RawExchange[] | undefined): RecordTape {
  const exchanges: RawExchange[] = [];
  let now = line.clock.now();
  const startedAt = now;
  let underWay = 0;
  let inSequence: number | undefined;

  const during = async <T>(act: () => Promise<T>): Promise<T> => {
    underWay += 1;
    try {
      return await act();
    } finally {
      underWay -= 1;
    }
  };
  const move = (): number => (now = Math.max(now, line.clock.now()));

  return {
    startedAt,
    exchanges,
    inSequence: () => inSequence ?? exchanges.length,
    clock: {
      now: () => now,
      async sleep(ms) {
        const due = now + Math.max(0, ms);
        await during(() => line.clock.sleep(due - line.clock.now()));
        now = Math.max(now, due);
      },
    },
    async turn() {
      await during(async () => line.turn?.());
      move();
    },
    async transport(request, limits) {
      const kept: RawExchange = { at: now, until: now, request };
      const list = elsewhere(request) ?? exchanges;
      if (list === exchanges && underWay > 0) inSequence ??= exchanges.length;
      list.push(kept);
      try {
        const response = await during(() => line.transport(request, limits));
        // As it will be read from the cassette.
        kept.response = { ...response, durationMs: Math.round(response.durationMs) };
        return kept.response;
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
        const { kind, message, durationMs } = error;
        kept.error = { kind, message, durationMs: Math.round(durationMs) };
        throw new ExchangeError(kind, message, kept.error.durationMs);
      } finally {
        kept.until = move();
      }
    },
  };
}
