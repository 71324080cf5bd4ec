import type { About } from '../http/pacing/types.ts';
import { ExchangeError, type Limits, type Transport, type WireRequest, type WireResponse } from '../http/types.ts';
import type { TransportAndClock, PlaceTransport } from '../run/recording-types.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { insertSleeper, type Sleeper } from './sleepers.ts';
import { keptAnswers } from './shared-answers.ts';
import type { StoredExchange } from './types.ts';

/** A turn to send, as it took place: it lives in memory only. */
export interface RawExchange {
  /** By the clock of the place, in ms since the epoch. */
  readonly at: number;
  until?: number;
  /** Numbers of the events that the turn and the end of the exchange were. */
  events: [turn: number] | [turn: number, end: number];
  request?: WireRequest;
  response?: WireResponse;
  error?: NonNullable<StoredExchange['error']>;
}

/** What took place at one place. */
export interface RawPlace {
  readonly startedAt: number;
  readonly exchanges: readonly RawExchange[];
  readonly answers: Readonly<Record<string, unknown>>;
  /** Whether several things were under way together. */
  readonly overlaps: () => boolean;
  readonly isOver: () => boolean;
}

/** A line that keeps what goes over it. */
export interface RecordingTransport extends PlaceTransport {
  readonly recorded: RawPlace;
}

/**
 * Records one place of a run. Its clock stops except for what a replay can repeat: a turn, the end of an exchange
 * and a wait that is over move it, to the instant by the real clock or, after a wait, to the one that was waited for.
 * So each judgement that depends on time is made from instants that the cassette holds.
 */
export function recordingTransport(live: TransportAndClock): RecordingTransport {
  const exchanges: RawExchange[] = [];
  const startedAt = live.clock.now();
  const happens = oneAtATime();
  let now = startedAt;
  let events = 0;
  let underWay = 0;
  let overlaps = false;
  let isOver = false;
  const sleepers: Sleeper[] = [];
  let turns: Promise<unknown> = Promise.resolve();

  const during = async <T>(act: () => Promise<T>): Promise<T> => {
    overlaps ||= underWay > 0;
    underWay += 1;
    try {
      return await act();
    } finally {
      underWay -= 1;
    }
  };
  const move = (): number => (now = Math.max(now, live.clock.now()));

  const send = async (kept: RawExchange, transport: Transport, request: WireRequest, limits: Limits) => {
    kept.request = request;
    const outcome = await (async () => transport(request, limits))().then(
      (response) => ({ response: { ...response, durationMs: Math.round(response.durationMs) } }),
      (error: unknown) => ({ error: asKept(error) }),
    );
    return happens(() => {
      events += 1;
      kept.events = [kept.events[0], events];
      kept.until = move();
      return Object.assign(kept, outcome);
    });
  };

  /** In the order in which they were asked for. */
  const turn = (about?: About): Promise<Transport> => {
    const granted = turns.then(async () => {
      const transport = await live.turn(about);
      return happens((): Transport => {
        events += 1;
        const kept: RawExchange = { at: move(), events: [events] };
        exchanges.push(kept);
        return (request, limits) => during(async () => answerOf(await send(kept, transport, request, limits)));
      });
    });
    turns = granted.catch(() => undefined);
    return granted;
  };
  /** Timers may fire out of turn; the one that is due first goes first, as in the replay. */
  const wakeFirst = (): void => {
    events += 1;
    const first = sleepers.shift();
    now = Math.max(now, first?.due ?? now);
    first?.wake();
  };
  const { shared, answers } = keptAnswers();

  return {
    recorded: { startedAt, exchanges, answers, overlaps: () => overlaps, isOver: () => isOver },
    shared,
    turn: (about) => during(() => turn(about)),
    clock: {
      now: () => now,
      sleep(ms) {
        const due = now + Math.max(0, ms);
        const woken = new Promise<void>((wake, fail) => {
          insertSleeper(sleepers, { due, wake });
          live.clock
            .sleep(due - live.clock.now())
            .then(() => happens(wakeFirst))
            .catch(fail);
        });
        return during(() => woken);
      },
    },
    end() {
      isOver = true;
      return undefined;
    },
  };
}

/** As it will be read from the cassette. */
function asKept(error: unknown): NonNullable<RawExchange['error']> {
  if (!(error instanceof ExchangeError)) throw error;
  const { kind, message, durationMs, reason, reused } = error;
  const further = { ...(reason ? { reason } : {}), ...(reused ? { reused } : {}) };
  return { kind, message, durationMs: Math.round(durationMs), ...further };
}

/** A failure as it was kept. */
export function failureOf(error: RawExchange['error']): ExchangeError {
  const { kind = 'reset', message = '', durationMs = 0, reason, reused } = error ?? {};
  return new ExchangeError(kind, message, durationMs, reason, reused);
}

function answerOf({ response, error }: RawExchange): WireResponse {
  if (response) return response;
  throw failureOf(error);
}
