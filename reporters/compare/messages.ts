/** Every fixed sentence of a comparison. */

import type { Change, Comparison, KINDS } from './compare.ts';
import { outcomeOf, verdictOf } from '../render/queries.ts';

export const KIND_TEXT: Readonly<Record<(typeof KINDS)[number], string>> = {
  failing: 'Newly failing',
  passing: 'Newly passing',
  changed: 'Changed',
  added: 'Added',
  removed: 'Removed',
  unchanged: 'Unchanged',
};

/** The answer in one sentence. */
export function verdictSentence({ worse, changes, before, after }: Comparison): string {
  if (!worse) return changes.passing.length > 0 ? 'Better: nothing got worse.' : 'Nothing got worse.';
  const count = Object.values(changes)
    .flat()
    .filter((one) => one.worse).length;
  if (count === 0) return `Worse: the outcome went from ${outcomeOf(before)} to ${outcomeOf(after)}.`;
  return `Worse: ${count} requirement${count === 1 ? '' : 's'} got worse.`;
}

/** `was pass, now fail`, and the level where that changed. Words only: not every machine has an arrow to show. */
export function transition(change: Change): string {
  const { before, after } = change;
  const was = before ? verdictOf(before) : 'absent';
  const now = after ? verdictOf(after) : 'absent';
  return [was === now ? `${was} as before` : `was ${was}, now ${now}`, otherDemand(change)].filter(Boolean).join(', ');
}

/** What the requirement itself demands otherwise than before; empty where it is the same. */
export function otherDemand({ before, after }: Change): string {
  if (!before || !after) return '';
  if (before.level !== after.level) return `level was ${before.level}, now ${after.level}`;
  return before.expected === after.expected ? '' : 'another expectation';
}
