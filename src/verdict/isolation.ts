import type { Violation } from './condition.ts';
import { inconclusive } from './not-judged.ts';
import type { Clause, Facts, NotJudged, Requirement } from './types.ts';

/** What judges isolation: its clauses, and the area that they belong to. */
export type Judged = Pick<Requirement, 'expect'> & Partial<Pick<Requirement, 'area'>>;

const EXISTS = ['living', 'terminating'];

/**
 * Whether a violation says no more than that a deletion did nothing. A requirement of isolation accuses of harm alone;
 * erasure is charged with the rest (A47).
 */
export function isUndeleted({ area }: Judged, { key, actual }: Violation): boolean {
  if (area !== 'isolation') return false;
  // What a list says that is not so stays a matter of its own.
  const [, seen = ''] = /^accepted and (.*)$/.exec(actual) ?? [];
  return (key === 'victim' && EXISTS.includes(actual)) || (key === 'effect' && EXISTS.includes(seen));
}

/**
 * Whether an observation shows that a valid deletion did nothing, and no clause asks for that: the others are spared then in
 * any case, so that a pass would say nothing (A47).
 */
export function isIdle(
  { area, expect }: Judged,
  { facts = {}, validlyDeleted = false }: { readonly facts?: Facts; readonly validlyDeleted?: boolean },
): boolean {
  const asks = ({ when }: Clause) => 'victim' in when || 'effect' in when;
  return area === 'isolation' && validlyDeleted && EXISTS.includes(String(facts['victim'])) && !expect.some(asks);
}

/** Why isolation is not judged then. */
export function notDeleted(about: string): NotJudged {
  return inconclusive('not-deleted', `${about} still exists, so nothing shows that its deletion spares the others.`);
}
