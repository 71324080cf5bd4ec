import type { Redacted } from '../evidence/redacted.ts';
import { finalCheckOf, preflightOf, type RecordOrReplay, type RecordedRun } from '../run/recording-types.ts';
import type { Target } from '../configuration/types.ts';
import type { SharedQuestion } from '../users/types.ts';
import { ConfigurationError } from '../errors.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Verdict } from '../verdict/types.ts';
import { recordingTransport, type RawPlace } from './recording-transport.ts';
import { storedPlace } from './stored-place.ts';
import { readingOf } from './stored-request.ts';
import { factsOf } from './target-facts.ts';
import { CASSETTE_VERSION, type Cassette } from './types.ts';
import type { Clock } from '../clock.ts';

/** What is known of a run before it is recorded. */
export interface RecorderParts {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly clock: Clock;
  readonly seed: number;
  readonly runSecret: string;
  readonly suite: Cassette['suite'];
  /** As in the results: null where the whole catalogue is judged. */
  readonly selection: string | null;
}

/** A run that is recorded. */
export interface Recorder {
  readonly recordOrReplay: RecordOrReplay;
  /**
   * The cassette, once the final check is over.
   * @param verdicts what the run came to, by requirement
   * @throws ConfigurationError where there is nothing that a replay could repeat
   */
  readonly cassette: (verdicts: Readonly<Record<string, Verdict>>) => Redacted<Cassette>;
}

/** A recorder of a run that has not begun. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { vendor, target, clock, seed, runSecret, suite, selection } = parts;
  const base = clock.now();
  const places = new Map<string, RawPlace>();
  let run: RecordedRun | undefined;

  return {
    recordOrReplay: {
      enter(place, live, recorded) {
        if (places.has(place))
          throw new Error(`${place} is recorded already: a run that judges twice has no cassette.`);
        const line = recordingTransport(live);
        places.set(place, line.recorded);
        run = recorded;
        return line;
      },
      isBroken: () => false,
    },
    cassette(verdicts) {
      const names = [preflightOf(vendor.name), ...vendor.requirements.map(({ id }) => id), finalCheckOf(vendor.name)];
      const recorded = names.flatMap((place) => {
        const raw = places.get(place);
        return raw ? [{ place, raw }] : [];
      });
      if (!run || !places.has(finalCheckOf(vendor.name)) || !recorded.every(({ raw }) => raw.isOver()))
        throw new ConfigurationError('No cassette was written: the run was interrupted.');
      if (recorded.some(({ raw }) => wasTold(raw, 'control')))
        throw new ConfigurationError('No cassette was written: the target stopped responding.');
      if (recorded.some(({ raw }) => wasTold(raw, 'lock-out')))
        throw new ConfigurationError(
          'There is no cassette of this run: the target refused the credentials after bad ones.',
        );
      const { redactor, allowHazardous } = run;
      const storing = { reading: readingOf(run), redactor, base };
      const { version, sha256 } = vendor.contract;
      return redactor.value({
        schemaVersion: CASSETTE_VERSION,
        vendor: vendor.name,
        suite,
        contract: { version, sha256 },
        seed,
        runSecret,
        recordedAt: new Date(base).toISOString(),
        selection,
        allowHazardous,
        target: factsOf(target, redactor.text),
        verdicts,
        places: recorded.map(({ place, raw }) => storedPlace(place, raw, storing)),
      });
    },
  };
}

/** A place received the signal that nothing more is sent. When that happens depends on the order of the requirements. */
function wasTold({ answers }: RawPlace, what: SharedQuestion): boolean {
  return Object.keys(answers).some((question) => question.startsWith(`${what} `));
}
