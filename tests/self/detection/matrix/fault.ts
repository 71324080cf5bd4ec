import { createHash } from 'node:crypto';
import type { Broken, Grade, Suite } from '../types.ts';

/** One fault of a suite's tables. */
export interface Fault<Run> {
  readonly vendor: string;
  readonly id: string;
  readonly family: string;
  /** Whether it was composed of tables, not written by an author. */
  readonly composed: boolean;
  /** How hard it must be hit: null where the outcome alone says that it is caught. */
  readonly grade: Grade | null;
  /** Slugs of the requirements that are known to catch it. */
  readonly primary: readonly string[];
  readonly broken: Broken<Run>;
}

/** Every fault of a suite in the order of a hash of its name: an order that nobody chose. */
export async function faultsOf<Run>(suite: Suite<Run>): Promise<Fault<Run>[]> {
  const { vendor, families, composed } = suite;
  const tables = Object.entries(families).map(async ([family, table]) =>
    (await table()).map((broken): Fault<Run> => {
      const { id, primary } = broken;
      const facts = { vendor, id, family, composed: composed.includes(family), grade: gradeOf(broken) };
      return { ...facts, primary: Object.keys(primary), broken };
    }),
  );
  const faults = (await Promise.all(tables)).flat();
  return faults.sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
}

/** Whether a fault takes no part in the choice of the quick subset, so that its figure can be measured on it. */
export function isHeldOut(fault: { readonly vendor: string; readonly id: string }): boolean {
  return Number.parseInt(hashOf(fault).at(-1) ?? '0', 16) % 2 === 1;
}

function gradeOf<Run>({ primary }: Broken<Run>): Grade | null {
  const grades = Object.values(primary);
  if (grades.length === 0) return null;
  return grades.includes('fail') ? 'fail' : 'warn';
}

const hashOf = ({ vendor, id }: { readonly vendor: string; readonly id: string }): string =>
  createHash('sha256').update(`${vendor} ${id}`).digest('hex');
