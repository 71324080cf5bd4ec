import type { CleanupResult } from './cleanup-journal.ts';
import type { EarlierJournal, FoundJournals } from './find-journals.ts';
import { keptBy } from './journal-format.ts';

/** Ids that a line names; more are counted. */
const MOST_NAMED = 10;

type Done = Extract<CleanupResult, { readonly refused?: undefined }>;

/** "3 users". */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The lines that report what became of a vendor's journals. */
export function resultLines(vendor: string, results: readonly CleanupResult[]): string[] {
  const done = results.flatMap((one) => (one.refused === undefined ? one : []));
  const refused = new Map<string, number>();
  for (const one of results)
    if (one.refused !== undefined) refused.set(one.refused, (refused.get(one.refused) ?? 0) + one.users);
  return [
    ...(done.length > 0 ? [`${vendor}: ${[counts(done), ...namelessOf(done)].join(' ')}`] : []),
    ...[...refused].map(([why, users]) => `${vendor}: ${mayBeLeft(users)} ${why}`),
  ];
}

/** The beginning of a sentence about users that were left alone. */
export function mayBeLeft(users: number): string {
  return `nothing was sent, and ${countOf(users, 'user')} may be left:`;
}

function counts(done: readonly Done[]): string {
  const count = (what: 'deleted' | 'gone'): number => done.reduce((total, one) => total + one[what].length, 0);
  const left = done.flatMap((one) => one.left);
  const named = left.slice(0, MOST_NAMED).map(({ id, why }) => `${id} (${why.replace(/\.$/, '')})`);
  const further = left.length > MOST_NAMED ? [`${left.length - MOST_NAMED} more`] : [];
  const list = left.length > 0 ? `: ${[...named, ...further].join(', ')}` : '';
  return `${countOf(count('deleted'), 'user')} deleted, ${count('gone')} already gone, ${left.length} left${list}.`;
}

/** What is known of users whose id was never answered. */
function namelessOf(done: readonly Done[]): string[] {
  const nameless = done.flatMap((one) => one.nameless);
  if (nameless.length === 0) return [];
  const references = nameless.flatMap(({ reference }) => reference?.n ?? []).slice(0, MOST_NAMED);
  const hint = references.length > 0 ? ` What was sent to create them holds ${references.join(', ')}.` : '';
  return [
    `${countOf(nameless.length, 'creation')} got no answer, so users may be left under ids that are not known.${hint}`,
  ];
}

/** The lines about users that a ledger keeps, one a vendor. */
export function keptLines(journals: readonly EarlierJournal[]): string[] {
  const counts = new Map<string, number>();
  for (const journal of journals)
    counts.set(journal.header.vendor, (counts.get(journal.header.vendor) ?? 0) + keptBy(journal));
  return [...counts].flatMap(([vendor, count]) =>
    count === 0 ? [] : `${vendor}: ${countOf(count, 'user')} kept for verify, which deletes them; so does --kept.`,
  );
}

/** The lines about journals that no vendor's line is about. */
export function otherLines({ alive, refused, foreign }: FoundJournals): string[] {
  return [
    ...(alive > 0 ? [`Left alone, because the run is under way: ${countOf(alive, 'journal')}.`] : []),
    ...(foreign > 0 ? [`Not read, because another user of this machine owns it: ${countOf(foreign, 'journal')}.`] : []),
    ...refused.map(
      ({ path, why }) =>
        `Refused: ${path}: ${why}. It could name somebody else's users: remove it, or make it yours again.`,
    ),
  ];
}
