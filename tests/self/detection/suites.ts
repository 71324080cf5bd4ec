import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import { measureBroken, measureLegal, measureUntilCaught, type Caught, type Preserved } from './measure.ts';
import type { Suite } from './types.ts';

/** One table of a suite, ready to be measured. */
export interface Table {
  readonly vendor: string;
  /** "lies about deletion" */
  readonly name: string;
  readonly holds: 'broken' | 'legal';
  /** Whether its faults were composed of tables. */
  readonly composed: boolean;
  /** @param until `whole`: every run to its end; `caught`: a broken implementation only until it is caught */
  measure(until?: 'whole' | 'caught'): Promise<readonly (Caught | Preserved)[]>;
}

/** Every table of every vendor, in the order of the document. */
export const TABLES: readonly Table[] = [...tablesOf(KNOT_SUITE), ...tablesOf(MASTERCARD_SUITE)];

function tablesOf<Run>(suite: Suite<Run>): Table[] {
  const { vendor, families, legal, composed } = suite;
  return [
    ...Object.entries(families).map(([name, table]) => ({
      vendor,
      name,
      holds: 'broken' as const,
      composed: composed.includes(name),
      measure: async (until: 'whole' | 'caught' = 'whole') =>
        oneByOne(await table(), (one) => (until === 'whole' ? measureBroken : measureUntilCaught)(suite, one)),
    })),
    ...Object.entries(legal).map(([name, table]) => ({
      vendor,
      name,
      holds: 'legal' as const,
      composed: false,
      measure: () => oneByOne(table, (one) => measureLegal(suite, one)),
    })),
  ];
}

/** One after another: a run keeps a processor busy by itself. */
async function oneByOne<T, R>(all: readonly T[], measure: (one: T) => Promise<R>): Promise<R[]> {
  const measured: R[] = [];
  for (const one of all) measured.push(await measure(one));
  return measured;
}

/** Whether a measurement is that of a legal implementation. */
export function isPreserved(one: Caught | Preserved): one is Preserved {
  return 'alarms' in one;
}

/** Whether a measurement is as it should be. */
export function isRight(one: Caught | Preserved): boolean {
  return isPreserved(one) ? one.alarms.length === 0 && one.outcome === 'conformant' : one.caught === 'primary';
}
