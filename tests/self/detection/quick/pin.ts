import { stringify } from 'yaml';
import type { QuickSubset } from '../../../../src/spec-loader/quick.ts';
import type { Vendor } from '../../../../src/spec-loader/types.ts';
import type { Suite } from '../types.ts';
import { choose } from './choose.ts';
import { bundlesOf, costOf, freeOf } from './cost.ts';
import { faultsOf, isHeldOut, type Fault } from '../matrix/fault.ts';
import { readMatrix, type Row } from '../matrix/matrix.ts';
import { isFound } from './measure.ts';

/** The choice ends once so many of its faults are found. */
const SHARE = 0.95;

/**
 * Chooses the slugs of the quick subset by the faults that are not held out: who catches them say the tables and,
 * where there is one, a matrix.
 */
export async function chooseQuick<Run>(suite: Suite<Run>, vendor: Vendor, matrix?: string): Promise<string[]> {
  const rows = matrix === undefined ? [] : await readMatrix(matrix);
  const faults = (await faultsOf(suite)).filter((fault) => !isHeldOut(fault));
  const bundles = await bundlesOf(vendor);
  const [deletion] = vendor.requirements;
  const first = [...(await freeOf(vendor, bundles)), ...(deletion ? [deletion.slug] : [])];
  const chosen = choose(
    bundles,
    faults.map((fault) => ({ by: catchersOf(fault, rows) })),
    // What finds less per request than a whole run does is left to that.
    { first, share: SHARE, worth: faults.length / (await costOf(vendor)).requests },
  );
  return vendor.requirements.flatMap(({ slug }) => (chosen.includes(slug) ? [slug] : []));
}

function catchersOf<Run>({ id, vendor, grade, primary }: Fault<Run>, rows: readonly Row[]): string[] {
  const row = rows.find((one) => one.vendor === vendor && one.id === id);
  return [...new Set([...primary, ...(row?.fail ?? []), ...(grade === 'warn' ? (row?.warn ?? []) : [])])];
}

/**
 * Measures a subset by running it against faults that were held out of the choice: the first of them, in the order of a hash
 * of their names. What is known so far comes after every tenth, so that a measurement may be stopped.
 */
export async function* measureQuick<Run>(
  suite: Suite<Run>,
  vendor: Vendor,
  slugs: readonly string[],
  most: number,
): AsyncGenerator<QuickSubset> {
  const heldOut = (await faultsOf(suite)).filter(isHeldOut).slice(0, most);
  const cost = { ...(await costOf(vendor, slugs)), whole: await costOf(vendor) };
  const requirements = slugs.map((slug) => `${vendor.name}/${slug}`);
  const missed: string[] = [];
  for (const [index, fault] of heldOut.entries()) {
    if (!(await isFound(suite, slugs, fault))) missed.push(fault.id);
    const measured = heldOut.slice(0, index + 1);
    if (measured.length % 10 !== 0 && measured.length < heldOut.length) continue;
    const scoreOf = (composed: boolean) => {
      const own = measured.filter((one) => one.composed === composed);
      return { found: own.filter(({ id }) => !missed.includes(id)).length, of: own.length };
    };
    const scores = { composed: scoreOf(true), written: scoreOf(false) };
    yield { ...cost, heldOut: scores, missed: [...missed].sort(), requirements };
  }
}

/** The text of `quick.yaml`. */
export function textOfQuick(subset: QuickSubset): string {
  return `# Written by \`npm run quick\`: what --quick judges, and what a run of it was measured to find.\n${stringify(subset, { lineWidth: 0, singleQuote: true })}`;
}
