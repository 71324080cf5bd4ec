import { digestOf, entriesOf, keptEntry, withRun, type LedgerRun } from '../ledger/ledger.ts';
import { KEPT_FOR } from '../ledger/kept-verdict.ts';
import { readLedger, writeLedger } from '../ledger/ledger-file.ts';
import type { VerdictWhenDeleted } from '../run/types.ts';
import type { Target } from '../configuration/index.ts';
import type { VendorEnd } from '../run/vendor-run.ts';
import type { Results } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import type { RunOptions } from './options.ts';
import { boundary } from './redaction.ts';

/**
 * Whether a run lets some of those who had to survive live on for `verify`. The embedded sandbox ends with its run, a
 * recorded run must end as its replay does, and a shard writes no ledger.
 */
export function keepsBystanders(
  { ledger, record, shard }: Pick<RunOptions, 'ledger' | 'record' | 'shard'>,
  { kind }: Target,
  requirements: readonly Requirement[],
): boolean {
  const isPossible = ledger !== null && record === null && !shard && kind !== 'sandbox';
  return isPossible && requirements.some(({ check }) => KEPT_FOR.includes(check ?? ''));
}

/** Writes the deletions that a run was promised into its ledger, and their digest into its results. */
export function keepLedger(path: string, results: Results, ends: readonly VendorEnd[]): Results {
  const at = Date.parse(results.finishedAt);
  const entries = ends.flatMap(({ part, users }) => entriesOf(part.vendor, users, part.target.deadlineMs, at));
  const whenDeleted: Record<string, VerdictWhenDeleted> = {};
  for (const { part } of ends)
    for (const { result, verdictWhenDeleted: met } of part.reports) if (met) whenDeleted[result.id] = met;
  const kept = ends.flatMap(({ part }) => part.last?.kept?.map((one) => keptEntry(part.vendor, one)) ?? []);
  const keeping = kept.length > 0 ? { kept } : {};
  const run = boundary.value<LedgerRun>({ runId: results.runId, entries, ifMet: whenDeleted, ...keeping });
  writeLedger(path, boundary.value(withRun(readLedger(path), run)));
  return { ...results, ledger: { entries: entries.length, sha256: digestOf(run), kept: kept.length } };
}
