import type { Deck } from '../../src/run/cassette/deck.ts';
import { readCassettes, writeCassette } from '../../src/run/cassette/file.ts';
import { createPlayer } from '../../src/run/cassette/player.ts';
import { createRecorder, type Recorder } from '../../src/run/cassette/recorder.ts';
import type { RunParts } from '../../src/run/context.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Results } from '../../src/verdict/results.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { boundary } from './boundary.ts';
import { debugLog } from './debug.ts';
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

/** The deck that records what happens, or that repeats what was recorded, and what it is made of. */
export function tapedDeck(
  { order }: Plan,
  vendor: Vendor,
  rows: readonly Requirement[],
  live: () => RunParts,
): { deck: Deck; parts: RunParts } {
  if (order.replay !== null) {
    const cassette = readCassettes(order.replay).find((one) => one.vendor === vendor.name);
    if (!cassette) throw new Error(`There is no cassette of ${vendor.name}.`);
    const player = createPlayer(cassette, vendor);
    return { deck: player, parts: { ...player.parts, boundary, debugLog: debugLog(order.reportDir) } };
  }
  const parts = live();
  return { deck: createRecorder({ ...parts, suite: suite(), selection: order.grep, rows }), parts };
}

/**
 * Writes the cassettes of a run that was recorded.
 * @throws Problem where there is nothing that a replay could repeat
 */
export function keepCassettes(dir: string, { requirements }: Results): void {
  for (const [vendor, { deck }] of mailbox) {
    const own = requirements.filter((row) => row.vendor === vendor);
    const verdicts = Object.fromEntries(own.map(({ id, verdict }) => [id, verdict]));
    writeCassette(dir, (deck as Recorder).cassette(verdicts));
  }
}
