import { virtualClock } from '../clock.ts';
import { ExchangeError, type WireRequest, type WireResponse } from '../types.ts';
import { likened, matchRequest, type Bijection } from './match.ts';
import { misfitOf, type CassetteMisfit } from './misfit.ts';
import type { Line } from './record-tape.ts';
import { filledResponse } from './stored-exchange.ts';
import { storedRequest, type Reading } from './stored-request.ts';
import type { StoredExchange, StoredPart, StoredRequest } from './types.ts';

/** A line that answers from a cassette. */
export interface ReplayTape extends Required<Line> {
  /** Where the run first parted from the cassette; by now, all that was recorded must have been asked for. */
  readonly misfit: () => CassetteMisfit | undefined;
}

/** What the parts of a replay share. */
export interface Replaying {
  readonly reading: Reading;
  /** Recorded ids and this run's. */
  readonly ids: Bijection;
  /** Stand-ins for the secrets of the recorded run, by name. */
  readonly secret: (name: string) => string | undefined;
  /** The instant of the recording, in ms since the epoch. */
  readonly base: number;
  /** What is asked once for all parts: taken from there, by whichever part asks. */
  readonly shared: (request: WireRequest) => StoredExchange[] | undefined;
}

/** Replays one part on a virtual clock that is moved to the recorded instants: nobody waits for anything. */
export function replayTape({ part, startedAt, inSequence, exchanges }: StoredPart, replaying: Replaying): ReplayTape {
  const { reading, ids, base, shared } = replaying;
  const clock = virtualClock(base + startedAt);
  const left = [...exchanges];
  const keys = new Map<StoredExchange, string>();
  let misfit: CassetteMisfit | undefined;

  /** Remembered: thousands may be under way together when the run takes its last look. */
  const keyOf = (one: StoredExchange): string => {
    const key = keys.get(one) ?? JSON.stringify(one.request);
    keys.set(one, key);
    return key;
  };

  const until = async (instant: number): Promise<void> => {
    const ms = base + instant - clock.now();
    if (ms > 0) await clock.sleep(ms);
  };

  const take = (request: StoredRequest): StoredExchange => {
    const number = exchanges.length - left.length + 1;
    // In sequence the next one or none; of those that were under way together, any.
    const candidates = number <= inSequence ? left.slice(0, 1) : left;
    const key = JSON.stringify(likened(request, undefined, ids));
    const at = candidates.findIndex((one) => keyOf(one) === key);
    const chosen = at === -1 ? candidates.findIndex((one) => learnt(one, request)) : at;
    const [taken] = chosen === -1 ? [] : left.splice(chosen, 1);
    if (taken) return taken;
    const expected = left[0]?.request;
    misfit ??= misfitOf({ part, number, expected, got: likened(request, expected, ids) });
    throw misfit;
  };

  /** Whether it is the recorded one; what it tells of ids is remembered. */
  const learnt = ({ request: recorded }: StoredExchange, request: StoredRequest): boolean => {
    const pairs = matchRequest(recorded, request, ids);
    if (pairs) ids.learn(pairs);
    return pairs !== undefined;
  };

  const takeShared = (list: StoredExchange[], request: StoredRequest): StoredExchange => {
    const at = list.findIndex((one) => matchRequest(one.request, request, ids));
    if (at !== -1) return list.splice(at, 1)[0] as StoredExchange;
    misfit ??= misfitOf({ part, number: exchanges.length - left.length + 1, got: likened(request, undefined, ids) });
    throw misfit;
  };

  const answer = ({ response, error }: StoredExchange, request: WireRequest): WireResponse => {
    if (!response) throw new ExchangeError(error?.kind ?? 'reset', error?.message ?? '', error?.durationMs ?? 0);
    const filled = filledResponse(response, request, { secret: replaying.secret, ids: ids.present });
    ids.told(filled.body.toString('utf8'));
    return filled;
  };

  return {
    clock,
    turn: () => until(left[0]?.at ?? 0),
    async transport(wire) {
      const request = storedRequest(wire, reading);
      const common = shared(wire);
      if (common) return answer(takeShared(common, request), wire);
      const taken = take(request);
      await until(taken.until);
      return answer(taken, wire);
    },
    misfit: () =>
      misfit ??
      (left.length === 0
        ? undefined
        : misfitOf({ part, number: exchanges.length - left.length + 1, expected: left[0]?.request })),
  };
}
