import { loadOnce } from '../../run/in-process.ts';
import { KNOT_SUITE } from '../knot/suite.ts';
import { MASTERCARD_SUITE } from '../mastercard/suite.ts';
import type { Suite } from '../types.ts';
import { aloneOf, aloneSection, matrixFile } from './alone.ts';
import { faultsOf } from './fault.ts';
import { readMatrix } from './matrix.ts';

/** What each requirement alone finds, as docs/detection.md has it: by the matrices that are kept, nothing is measured. */
export async function aloneSections(): Promise<string[]> {
  return [await sectionOf(KNOT_SUITE), await sectionOf(MASTERCARD_SUITE)];
}

async function sectionOf<Run>(suite: Suite<Run>): Promise<string> {
  const { requirements } = await loadOnce(suite.vendor);
  const faults = await faultsOf(suite);
  const rows = await readMatrix(matrixFile(suite.vendor));
  return aloneSection(suite.vendor, aloneOf(requirements, faults, rows), rows.length, faults.length);
}
