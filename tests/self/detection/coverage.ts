import { loadOnce } from '../run/in-process.ts';
import type { Broken, Suite } from './types.ts';

/** MUST requirements that no broken implementation must fail, and SHOULD requirements that none must break, by slug. */
export async function unprovenRequirements<Run>(suite: Suite<Run>): Promise<string[]> {
  const { requirements } = await loadOnce(suite.vendor);
  const all: Broken<Run>[] = (await Promise.all(Object.values(suite.families).map(async (table) => table()))).flat();
  const proven = all.filter(({ known }) => known === undefined).flatMap(({ primary }) => Object.entries(primary));
  const wanted = { MUST: ['fail'], SHOULD: ['fail', 'warn'], MAY: [] as string[] };
  return requirements
    .filter(({ check, level }) => check !== undefined && level !== 'MAY')
    .filter(
      ({ slug, level }) =>
        !proven.some(([requirement, grade]) => requirement === slug && wanted[level].includes(grade)),
    )
    .map(({ slug }) => slug);
}
