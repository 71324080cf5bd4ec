import type { Violation } from './condition.ts';
import { inconclusive } from './not-judged.ts';
import type { Clause, Facts, NotJudged, Requirement } from './types.ts';

/** What judges isolation: its clauses, and the area that they belong to. */
export type JudgedRequirement = Pick<Requirement, 'expect'> & Partial<Pick<Requirement, 'area'>>;

/**
 * Whether a violation shows no more than that a deletion did nothing. A requirement of isolation accuses of harm alone;
 * erasure is charged with the rest (A47).
 */
export function isUndeleted(judged: JudgedRequirement, violation: Violation): boolean {
  return stateIn(judged, violation) === 'living';
}

/** Whether a violation shows no more than that a deletion is not complete: who is being terminated was deleted (C21). */
export function isUnfinished(judged: JudgedRequirement, violation: Violation): boolean {
  return stateIn(judged, violation) === 'terminating';
}

/** What a violation of a requirement of isolation states about the user who was to be deleted: not of one who was to live. */
function stateIn({ area }: JudgedRequirement, { key, actual, expected }: Violation): string | undefined {
  if (area !== 'isolation' || !/\bgone\b/.test(expected)) return undefined;
  if (key === 'victim') return actual;
  // What a list states that is not so stays a matter of its own.
  return key === 'effect' ? /^accepted and (.*)$/.exec(actual)?.[1] : undefined;
}

/**
 * Whether an observation shows that a valid deletion did nothing, and no clause asks for that: the others are spared then in
 * any case, so that a pass would show nothing (A47). Of a user who is being terminated something was done (C21).
 */
export function isIdle(
  { area, expect }: JudgedRequirement,
  { facts = {}, validlyDeleted = false }: { readonly facts?: Facts; readonly validlyDeleted?: boolean },
): boolean {
  const asks = ({ when }: Clause) => 'victim' in when || 'effect' in when;
  return area === 'isolation' && validlyDeleted && facts['victim'] === 'living' && !expect.some(asks);
}

/** Why isolation is not judged then. */
export function notDeleted(about: string): NotJudged {
  return inconclusive('not-deleted', `${about} still exists, so nothing shows that its deletion spares the others.`);
}
