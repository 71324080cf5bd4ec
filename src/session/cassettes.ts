import { readCassettes, writeCassettes } from '../cassette/file.ts';
import { createRecorder, type Recorder } from '../cassette/record.ts';
import { createReplay } from '../cassette/replay.ts';
import type { VendorPlan } from '../run/vendor-run.ts';
import { ConfigurationError } from '../errors.ts';
import type { Results } from '../verdict/results.ts';
import { boundary } from './redaction.ts';
import { debugLog } from './debug.ts';
import type { RunOptions } from './options.ts';
import { suiteInfo } from './suite-info.ts';

/** What a folder of cassettes was recorded of. */
export interface RecordedRun {
  /** Those given, with seed, selection and hazards of the recorded run. */
  readonly options: RunOptions;
  /** ISO instant. */
  readonly startedAt: string;
  /** Whether it was the sandbox that was recorded, by vendor. */
  readonly kinds: ReadonlyMap<string, 'configured' | 'sandbox'>;
}

/**
 * Reads the run that cassettes hold.
 * @throws ConfigurationError where they are not of one run
 */
export function recordedRun(options: RunOptions, dir: string): RecordedRun {
  const cassettes = readCassettes(dir);
  const [first] = cassettes;
  if (!first)
    throw new ConfigurationError('The folder that --replay names holds no cassette: name one that --record filled.');
  const { runSecret, seed, selection, allowHazardous, recordedAt } = first;
  const differs = cassettes.some((one) => one.runSecret !== runSecret);
  if (differs)
    throw new ConfigurationError('The cassettes that --replay names are of different runs: replay them one by one.');
  return {
    options: { ...options, seed, grep: selection, allowHazardous },
    startedAt: recordedAt,
    kinds: new Map(cassettes.map(({ vendor, target }) => [vendor, target.kind])),
  };
}

/** A vendor's part of a run that is answered from its cassette. */
export function replayedPlan(
  { vendor, requirements }: Pick<VendorPlan, 'vendor' | 'requirements'>,
  dir: string,
  options: Pick<RunOptions, 'reportDir'>,
): VendorPlan {
  const cassette = readCassettes(dir).find((one) => one.vendor === vendor.name);
  if (!cassette) throw new Error(`There is no cassette of ${vendor.name}.`);
  return { ...createReplay(cassette, vendor).parts, requirements, boundary, debugLog: debugLog(options.reportDir) };
}

/** A vendor's part of a run that is recorded, and its recorder. */
export function recordedPlan(plan: VendorPlan, selection: string | null): { plan: VendorPlan; recorder: Recorder } {
  const recorder = createRecorder({ ...plan, suite: suiteInfo(), selection });
  return { plan: { ...plan, recordOrReplay: recorder.recordOrReplay }, recorder };
}

/**
 * Writes the cassettes of a run that was recorded.
 * @throws ConfigurationError where there is nothing that a replay could repeat
 */
export function keepCassettes(
  dir: string,
  recorders: ReadonlyMap<string, Recorder>,
  { requirements }: Pick<Results, 'requirements'>,
): void {
  const cassettes = [...recorders].map(([vendor, recorder]) => {
    const own = requirements.filter((one) => one.vendor === vendor);
    return recorder.cassette(Object.fromEntries(own.map(({ id, verdict }) => [id, verdict])));
  });
  writeCassettes(dir, cassettes);
}
