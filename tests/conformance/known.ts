import { readKnownFailures, type KnownFailureList } from '../../src/run/known-failures.ts';
import { knownFailureOf } from '../../src/verdict/known-failures.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { RunOrder } from './order.ts';
import { readRows } from './vendors.ts';

const NONE: KnownFailureList = { entries: [], notices: [] };

let read: { readonly path: string; readonly list: KnownFailureList } | undefined;

/**
 * The known failures of an order. Read once in a process: a file that changes while the run is under way changes nothing.
 * @throws Problem with everything that such a list can have wrong.
 */
export function knownFailures({ knownFailures: path, startedAt }: RunOrder): KnownFailureList {
  if (path === null) return NONE;
  if (read?.path !== path) read = { path, list: readKnownFailures(path, readRows(), startedAt) };
  return read.list;
}

/** The report of a row, which says so where the row fails as it is known to. */
export function withKnownFailure(report: RowReport, order: RunOrder): RowReport {
  const knownFailure = knownFailureOf(report.result, knownFailures(order).entries, order.startedAt);
  return knownFailure ? { ...report, result: { ...report.result, knownFailure } } : report;
}
