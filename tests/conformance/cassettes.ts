import { readCassettes, writeCassette } from '../../src/cassette/file.ts';
import { createRecorder, type Recorder } from '../../src/cassette/record.ts';
import { createReplay } from '../../src/cassette/replay.ts';
import type { RunParts } from '../../src/run/context.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Results } from '../../src/verdict/results.ts';
import { mailbox } from './mailbox.ts';
import type { RunOrder } from './order.ts';
import type { Plan } from './published.ts';
import { suite } from './suite.ts';

/**
 * The order of a replay: seed, selection, hazards and time are those of its cassettes.
 * @throws Problem where they are not of one run
 */
export function orderOfReplay(order: RunOrder, dir: string): RunOrder {
  const cassettes = readCassettes(dir);
  const [first] = cassettes;
  if (!first) throw new Problem('The folder that --replay names holds no cassette: name one that --record filled.');
  const { seed, selection, allowHazardous, recordedAt } = first;
  const differs = cassettes.some((one) => one.seed !== seed || one.selection !== selection);
  if (differs) throw new Problem('The cassettes that --replay names are of different runs: replay them one by one.');
  return { ...order, seed, grep: selection, allowHazardous, startedAt: recordedAt };
}

/** Vendors of a replay, and whether it was the sandbox that was recorded. */
export function recordedVendors(dir: string): { vendor: string; kind: 'configured' | 'sandbox' }[] {
  return readCassettes(dir).map(({ vendor, target }) => ({ vendor, kind: target.kind }));
}

/** What a run that is recorded is made of. */
export function recorded({ order }: Plan, parts: RunParts): { recorder: Recorder; parts: RunParts } {
  const recorder = createRecorder({ ...parts, suite: suite(), selection: order.grep });
  return { recorder, parts: { ...parts, tape: recorder.tape } };
}

/** What the replay of a vendor's cassette is made of. */
export function replayed(dir: string, vendor: Vendor): RunParts {
  const cassette = readCassettes(dir).find((one) => one.vendor === vendor.name);
  if (!cassette) throw new Error(`There is no cassette of ${vendor.name}.`);
  return createReplay(cassette, vendor).parts;
}

/**
 * Writes the cassettes of a run that was recorded.
 * @throws Problem where there is nothing that a replay could repeat
 */
export function keepCassettes(dir: string, { requirements }: Results): void {
  for (const [vendor, { recorder }] of mailbox) {
    const own = requirements.filter((row) => row.vendor === vendor);
    const verdicts = Object.fromEntries(own.map(({ id, verdict }) => [id, verdict]));
    if (recorder) writeCassette(dir, recorder.cassette(verdicts));
  }
}
