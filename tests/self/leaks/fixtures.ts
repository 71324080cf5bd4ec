import { test as base } from '@playwright/test';
import { openGate, type Ended, type Gate } from '../gate/child.ts';
import { plant, type Planted } from './canaries.ts';
import { findAll, spellingsOf } from './secret-encodings.ts';
import { serveTargets, type Targets } from './target.ts';
import { filesBelow } from './unpack.ts';

/** What a canary run takes; gone after it. */
interface Fixtures {
  readonly planted: Planted;
  /** Whether Knot's base URL has a secret in its query too. */
  readonly withQuery: boolean;
  readonly targets: Targets;
  readonly gate: Gate;
}

/** A test with secrets of its own, two hostile targets that know them, and a folder to run in. */
export const test = base.extend<Fixtures>({
  planted: async ({}, use) => {
    const planted = await plant();
    await use(planted);
    await planted.dispose();
  },
  withQuery: [false, { option: true }],
  targets: async ({ planted, withQuery }, use) => {
    const targets = await serveTargets(planted, withQuery);
    await use(targets);
    await targets.close();
  },
  gate: async ({}, use) => {
    const { gate, close } = await openGate();
    await use(gate);
    await close();
  },
});

/** The secrets that are found in what a run left; the figures of the search are an annotation of the test. */
export function leaksIn({ canaries }: Planted, files: ReadonlyMap<string, Buffer>): string[] {
  const pieces = canaries.flatMap(({ pieces: all }) => all);
  const spelt = pieces.flatMap((piece) => [...spellingsOf(piece).keys()]);
  const figures = {
    secrets: canaries.length,
    pieces: pieces.length,
    spellings: new Set(spelt).size,
    texts: spelt.length,
    outputs: files.size,
    bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
  };
  base.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  return findAll(canaries, files);
}

/** Everything that a run left: what it said, and every file below its folder. */
export function outputs(folder: string, { out, err }: Pick<Ended, 'out' | 'err'>): Map<string, Buffer> {
  return new Map([...filesBelow(folder), ['stdout', Buffer.from(out)], ['stderr', Buffer.from(err)]]);
}
