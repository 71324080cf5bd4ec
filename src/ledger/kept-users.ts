import { basename } from 'node:path';
import { createUserJournal } from '../users/user-journal.ts';
import { COMMAND } from '../build-info.ts';
import { countOf } from './cleanup-messages.ts';
import { findJournals, resumeJournal, type EarlierJournal } from './find-journals.ts';
import { journalFolders } from './journal-file.ts';
import { unkept, type JournalHeader } from './journal-format.ts';
import { stillKept, type KeptEntry, type Ledger, type LedgerRun } from './ledger.ts';
import type { Verified } from './verify-pending.ts';

/** Notes in the journals of a run which of the kept users the target no longer has; a journal without any is removed. */
export function noteDeleted(ledger: string, { runId, kept = [] }: LedgerRun): void {
  if (kept.every(({ closed }) => closed === null)) return;
  for (const earlier of findJournals(journalFolders(ledger), Date.now()).earlier) {
    if (earlier.header.runId !== runId) continue;
    const journal = resumeJournal(earlier);
    for (const { vendor, tenant, id, closed } of kept)
      if (closed && vendor === earlier.header.vendor) journal?.deleted({ tenant, id });
    journal?.close();
  }
}

/** The ledger, with those closed who were deleted without `verify`. */
export function withDeleted(
  ledger: Ledger,
  { runId, vendor }: Pick<JournalHeader, 'runId' | 'vendor'>,
  ids: readonly string[],
  at: string,
): Ledger {
  const runs = ledger.runs.map((run) => {
    if (run.runId !== runId || !run.kept) return run;
    const isDone = (one: KeptEntry): boolean => one.closed === null && one.vendor === vendor && ids.includes(one.id);
    return {
      ...run,
      kept: run.kept.map((one) => (isDone(one) ? { ...one, closed: { at, as: 'deleted' as const } } : one)),
    };
  });
  return { ...ledger, runs };
}

/** What became of the users that the run kept; empty where it kept nobody. */
export function keptSentence({ run, keptLooks }: Pick<Verified, 'run' | 'keptLooks'>): string {
  if (keptLooks.size === 0) return '';
  const looks = [...keptLooks.values()];
  const count = (is: (one: (typeof looks)[number]) => boolean): number => looks.filter(is).length;
  const stand = [
    [count(({ state, missing }) => state === 'living' && missing.length === 0), 'unharmed'],
    [count(({ state, missing }) => state === 'living' && missing.length > 0), 'with losses'],
    [count(({ state }) => state === 'harmed'), 'gone'],
    [count(({ state }) => state === 'unknown'), 'not seen'],
  ] as const;
  const seen = stand.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])).join(', ');
  const left = stillKept(run).length;
  const isOpen = run.entries.some(({ closed }) => closed === null);
  const on = isOpen ? 'until no deletion is pending' : `and could not be deleted: ${COMMAND} cleanup --ledger … --kept`;
  const rest = left > 0 ? `${left} kept ${on}` : 'none is kept any more';
  return `${countOf(looks.length, 'other user')} kept by the run: ${seen}; ${rest}.`;
}

/**
 * A journal of which the users of its ledger are kept: a run that was killed before it wrote its ledger keeps none.
 * @param path of the ledger; where the journal belongs to another one, it stays as it is
 */
export function keptOnlyBy(ledger: Ledger, path: string, journal: EarlierJournal): EarlierJournal {
  const { runId, vendor } = journal.header;
  if (journal.header.ledger !== basename(path)) return journal;
  const owned = new Set(
    stillKept(ledger.runs.find((run) => run.runId === runId))
      .filter((one) => one.vendor === vendor)
      .map(({ tenant, id }) => `${tenant} ${id}`),
  );
  const all = createUserJournal(undefined, unkept(journal.events)).left();
  const isOwned = (creation: number): boolean =>
    all.some((one) => one.creation === creation && owned.has(`${one.tenant} ${one.id ?? ''}`));
  return { ...journal, events: journal.events.filter(({ event, creation }) => event !== 'kept' || isOwned(creation)) };
}
