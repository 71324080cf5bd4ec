import { isSettled } from '../../src/run/special.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { selects, type RunOrder } from './order.ts';

/** The rows that a run is to judge: all that can be tested and that `--grep` matches. */
export function selectedRows({ requirements }: Vendor, order: Pick<RunOrder, 'grep'>): Requirement[] {
  return requirements.filter(({ check, id }) => check !== undefined && selects(order, id));
}

/** Whether a row has a test: settled ones are judged from the exchanges of all the others. */
export function isExecuted(row: Requirement): boolean {
  return row.check !== undefined && !isSettled(row);
}
