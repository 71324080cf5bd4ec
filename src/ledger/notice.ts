import { COMMAND } from '../build-info.ts';
import { countOf } from './cleanup-messages.ts';
import type { FoundJournals } from './find-journals.ts';
import { leftBy } from './journal-format.ts';

/** Targets that the line names. */
const MOST_NAMED = 3;

/**
 * The line that a run begins with where an earlier one has left users.
 * @returns undefined where there is nothing to state
 */
export function noticeOf({ earlier, refused }: Pick<FoundJournals, 'earlier' | 'refused'>): string | undefined {
  const counts = new Map<string, number>();
  const runs = new Set<string>();
  for (const journal of earlier) {
    const { baseUrl, runId } = journal.header;
    const left = leftBy(journal).length;
    if (left === 0) continue;
    counts.set(baseUrl, (counts.get(baseUrl) ?? 0) + left);
    runs.add(runId);
  }
  const ofRuns = runs.size === 1 ? 'of an earlier run' : `of ${runs.size} earlier runs`;
  const [first, ...others] = [...counts].map(([baseUrl, count]) => ({ count, baseUrl }));
  const further = others.slice(MOST_NAMED - 1);
  const parts = [
    ...(first
      ? [`${countOf(first.count, 'user')} ${ofRuns} ${first.count === 1 ? 'is' : 'are'} left at ${first.baseUrl}`]
      : []),
    ...others.slice(0, MOST_NAMED - 1).map(({ count, baseUrl }) => `${count} at ${baseUrl}`),
    ...(further.length > 0 ? [`${further.reduce((sum, { count }) => sum + count, 0)} at ${further.length} more`] : []),
    ...(refused.length > 0
      ? [`${refused.length} ${refused.length === 1 ? 'journal' : 'journals'} of earlier runs cannot be used`]
      : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join('; ')}: ${COMMAND} cleanup`;
}
