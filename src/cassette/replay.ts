import type { RunInput } from '../run/context.ts';
import { finalCheckOf, preflightOf, type RecordOrReplay, type RecordedRun } from '../run/recording-types.ts';
import { secretsOf } from '../configuration/secrets.ts';
import { ConfigurationError } from '../errors.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { mismatchOf } from './mismatch.ts';
import { replayingTransport } from './replaying-transport.ts';
import { readingOf } from './stored-request.ts';
import { standInTarget } from './target-facts.ts';
import type { Cassette } from './types.ts';

/** A run that is answered from a cassette; the network is not touched. */
export interface Replay {
  /** Instead of those that a configuration would give. */
  readonly parts: RunInput;
  /** The sentence about the first request that differed, as long as none did undefined. */
  readonly mismatch: () => string | undefined;
}

/**
 * Every place of the run is replayed by itself, so a replay gives the same whatever order it works in.
 * @param vendor read with the seed of the cassette
 * @throws ConfigurationError where the catalogue has no such requirement as the cassette holds
 */
export function createReplay(cassette: Cassette, vendor: Vendor): Replay {
  const { recordedAt, seed, runSecret, allowHazardous } = cassette;
  const base = Date.parse(recordedAt);
  const places = new Map(cassette.places.map((one) => [one.place, one]));
  refuseUnknown(cassette, vendor);
  let latest = base;
  let mismatch: string | undefined;

  const recordOrReplay: RecordOrReplay = {
    enter(place, _, run) {
      const stored = places.get(place) ?? { place, startedAt: 0, exchanges: [] };
      const line = replayingTransport(stored, {
        reading: readingOf(run),
        secretOf: (name) => secretNamed(name, run),
        base,
        reached: (instant) => (latest = Math.max(latest, instant)),
      });
      return {
        ...line,
        end() {
          const message = line.end();
          mismatch ??= message;
          return message;
        },
      };
    },
    isBroken: () => mismatch !== undefined,
  };

  return {
    parts: {
      vendor,
      target: standInTarget(vendor.name, cassette.target),
      transport: () => Promise.reject(new Error('a replay sends nothing')),
      // Of the run as a whole; each place has a clock of its own.
      clock: { now: () => latest, sleep: () => Promise.resolve() },
      seed,
      runSecret,
      allowHazardous,
      recordOrReplay,
    },
    mismatch: () => mismatch,
  };
}

function secretNamed(name: string, { target, authenticators }: RecordedRun): string | undefined {
  const secrets = [...secretsOf(target), ...authenticators.own.secrets, ...(authenticators.other?.secrets ?? [])];
  return secrets.find((secret) => secret.name.replace(/^\$/, '') === name)?.value;
}

function refuseUnknown({ places }: Cassette, { name, requirements }: Vendor): void {
  const known = new Set([preflightOf(name), finalCheckOf(name)]);
  for (const { id, check } of requirements) if (check !== undefined) known.add(id);
  const missing = places.find(({ place }) => !known.has(place));
  if (!missing) return;
  const expected = missing.exchanges.find(({ request }) => request)?.request;
  const { message } = mismatchOf({ place: missing.place, number: 1, expected });
  throw new ConfigurationError(`${message} It tests no such requirement.`);
}
