import { digestOf, entriesOf, withRun, type LedgerRun } from '../ledger/ledger.ts';
import { readLedger, writeLedger } from '../ledger/ledger-file.ts';
import type { VerdictWhenDeleted } from '../run/types.ts';
import type { VendorEnd } from '../run/vendor-run.ts';
import type { Results } from '../verdict/results.ts';
import { boundary } from './redaction.ts';

/** Writes the deletions that a run was promised into its ledger, and their digest into its results. */
export function keepLedger(path: string, results: Results, ends: readonly VendorEnd[]): Results {
  const at = Date.parse(results.finishedAt);
  const entries = ends.flatMap(({ part, users }) => entriesOf(part.vendor, users, part.target.deadlineMs, at));
  const whenDeleted: Record<string, VerdictWhenDeleted> = {};
  for (const { part } of ends)
    for (const { result, verdictWhenDeleted: met } of part.reports) if (met) whenDeleted[result.id] = met;
  const run = boundary.value<LedgerRun>({ runId: results.runId, entries, ifMet: whenDeleted });
  writeLedger(path, boundary.value(withRun(readLedger(path), run)));
  return { ...results, ledger: { entries: entries.length, sha256: digestOf(run) } };
}
