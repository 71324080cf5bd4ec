import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import { measureBroken, measureLegal, measureUntilCaught, type Caught, type Preserved } from './measure.ts';
import type { Primary, Suite } from './types.ts';

/** One table of a suite, ready to be measured. */
export interface Table {
  readonly vendor: string;
  /** "lies about deletion" */
  readonly name: string;
  readonly holds: 'broken' | 'legal';
  /** Whether its faults were composed of tables. */
  readonly composed: boolean;
  /** Its lines, none of them measured. */
  list(): Promise<readonly Line[]>;
  /**
   * @param until `whole`: every run to its end; `caught`: a broken implementation only until it is caught
   * @param isMeant which of its lines; default: all
   */
  measure(until?: 'whole' | 'caught', isMeant?: (line: Line) => boolean): Promise<readonly (Caught | Preserved)[]>;
}

/** One implementation of a table. */
export interface Line {
  readonly id: string;
  readonly does: string;
  /** The requirements that must hit a broken one. */
  readonly primary?: Primary;
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
      list: async () => table(),
      measure: async (until: 'whole' | 'caught' = 'whole', isMeant: (line: Line) => boolean = () => true) =>
        oneByOne((await table()).filter(isMeant), (one) =>
          (until === 'whole' ? measureBroken : measureUntilCaught)(suite, one),
        ),
    })),
    ...Object.entries(legal).map(([name, table]) => ({
      vendor,
      name,
      holds: 'legal' as const,
      composed: false,
      list: async () => table,
      measure: (_until?: 'whole' | 'caught', isMeant: (line: Line) => boolean = () => true) =>
        oneByOne(table.filter(isMeant), (one) => measureLegal(suite, one)),
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
