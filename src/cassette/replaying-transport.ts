import { isDeepStrictEqual } from 'node:util';
import type { Transport } from '../http/types.ts';
import { failureOf } from './recording-transport.ts';
import type { PlaceTransport } from '../run/recording-types.ts';
import { eventsOf } from './events.ts';
import { mismatchOf, type CassetteMismatch } from './mismatch.ts';
import { comesRound } from './one-at-a-time.ts';
import { repeatedAnswers } from './shared-answers.ts';
import { insertSleeper, type Sleeper } from './sleepers.ts';
import { storedRequest, type Reading } from './stored-request.ts';
import { replayedResponse } from './stored-response.ts';
import type { StoredPlace, StoredRequest } from './types.ts';

/** What the places of a replay share. */
export interface Replaying {
  readonly reading: Reading;
  /** The made-up secret of that name. */
  readonly secretOf: (name: string) => string | undefined;
  /** The instant of the recording, in ms since the epoch. */
  readonly base: number;
  /** Called with each instant that a place reaches. */
  readonly reached: (instant: number) => void;
}

/** A request that waits for its recorded end. */
interface Asked {
  readonly answer: () => void;
  readonly fail: (error: CassetteMismatch) => void;
}

/**
 * Replays one place: what was recorded happens again, one event after another and each at its recorded instant, so
 * nobody waits for anything. Each turn to send is one recorded exchange, whose request must be the same.
 */
export function replayingTransport(stored: StoredPlace, replaying: Replaying): PlaceTransport {
  const { place, exchanges } = stored;
  const { base, reading, secretOf, reached } = replaying;
  const events = eventsOf(exchanges);
  const turns: ((transport: Transport) => void)[] = [];
  const asked = new Map<number, Asked>();
  const sleepers: Sleeper[] = [];
  const used = new Set<number>();
  let now = base + stored.startedAt;
  let next = 0;
  let goesOn = false;
  let mismatch: CassetteMismatch | undefined;

  const moveTo = (instant: number): void => {
    now = Math.max(now, instant);
    reached(now);
  };

  /** The first difference counts; after it nothing is answered. */
  const refuse = (exchange: number, got?: StoredRequest): CassetteMismatch => {
    const number = exchanges.slice(0, exchange).filter(({ request }) => request).length + 1;
    mismatch ??= mismatchOf({ place, number, expected: exchanges[exchange]?.request, got });
    for (const { fail } of asked.values()) fail(mismatch);
    asked.clear();
    return mismatch;
  };

  const wakeNext = (): void => {
    const sleeper = sleepers.shift();
    if (!sleeper) return;
    moveTo(sleeper.due);
    sleeper.wake();
  };

  /** What sends the request of one turn. */
  const sender =
    (index: number): Transport =>
    (wire) => {
      const got = storedRequest(wire, reading);
      const exchange = exchanges[index];
      used.add(index);
      if (mismatch) return Promise.reject(mismatch);
      if (!exchange?.request || !isSame(exchange.request, got)) return Promise.reject(refuse(index, got));
      return new Promise((resolve, fail) => {
        const answer = (): void => {
          moveTo(base + (exchange.until ?? exchange.at));
          const { response, error } = exchange;
          if (response) resolve(replayedResponse(response, wire, secretOf));
          else fail(failureOf(error));
        };
        asked.set(index, { answer, fail });
        goOn();
      });
    };

  const happen = (): void => {
    const event = mismatch ? undefined : events[next];
    const [first] = turns;
    if (!event) {
      // Nothing more was recorded: a further request is one too many.
      if (first) turns.shift()?.(sender(exchanges.length));
      else wakeNext();
    } else if (event.kind === 'wake') {
      next += 1;
      wakeNext();
    } else if (event.kind === 'end') {
      next += 1;
      const waiting = asked.get(event.exchange);
      asked.delete(event.exchange);
      if (waiting) waiting.answer();
      else refuse(event.exchange);
    } else if (first) {
      next += 1;
      moveTo(base + (exchanges[event.exchange]?.at ?? 0));
      turns.shift()?.(sender(event.exchange));
    } else if (sleepers.length > 0) wakeNext();
    else refuse(event.exchange);
  };

  function goOn(): void {
    if (goesOn) return;
    goesOn = true;
    void comesRound().then(() => {
      goesOn = false;
      if (turns.length + asked.size + sleepers.length === 0) return;
      happen();
      goOn();
    });
  }

  return {
    shared: repeatedAnswers(stored.answers ?? {}),
    turn: () =>
      new Promise((resolve) => {
        turns.push(resolve);
        goOn();
      }),
    clock: {
      now: () => now,
      sleep(ms) {
        return new Promise((wake) => {
          insertSleeper(sleepers, { due: now + Math.max(0, ms), wake });
          goOn();
        });
      },
    },
    end() {
      const missing = exchanges.findIndex(({ request }, index) => request && !used.has(index));
      return (mismatch ?? (missing === -1 ? undefined : refuse(missing)))?.message;
    },
  };
}

/** Byte for byte, but for a body that was encrypted: a replay has no certificate to encrypt another one with. */
function isSame(recorded: StoredRequest, present: StoredRequest): boolean {
  const isEncrypted = typeof recorded.body === 'object' && 'encrypted' in recorded.body;
  return isDeepStrictEqual(
    recorded,
    isEncrypted && present.body !== undefined ? { ...present, body: recorded.body } : present,
  );
}
