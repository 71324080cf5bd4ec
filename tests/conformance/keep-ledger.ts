import { entriesOf, digestOf, withRun, type LedgerRun } from '../../src/run/ledger.ts';
import { readLedger, writeLedger } from '../../src/run/ledger-file.ts';
import type { RowIfMet, RowReport } from '../../src/run/types.ts';
import type { Results } from '../../src/verdict/results.ts';
import { boundary } from './boundary.ts';
import { mailbox } from './mailbox.ts';

/** Writes what a run was promised into its ledger, and says in its results by which digest it is known again. */
export function keepLedger(path: string, results: Results, reports: readonly RowReport[]): Results {
  const at = Date.parse(results.finishedAt);
  const entries = [...mailbox].flatMap(([vendor, { context, desk }]) =>
    entriesOf(vendor, desk.users(), context.target.deadlineMs, at),
  );
  const ifMet: Record<string, RowIfMet> = {};
  for (const { result, ifMet: met } of reports) if (met) ifMet[result.id] = met;
  const run = boundary.value<LedgerRun>({ runId: results.runId, entries, ifMet });
  writeLedger(path, boundary.value(withRun(readLedger(path), run)));
  return { ...results, ledger: { entries: entries.length, sha256: digestOf(run) } };
}
