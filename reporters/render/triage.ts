/** What to look at first: the requirements that need attention, by the harm they show, those of one cause together. */

import type { RequirementResult } from '../../src/verdict/results.ts';
import type { Area, Reason, Verdict } from '../../src/verdict/types.ts';
import { REASON_TEXT } from './messages.ts';

/** The verdicts that need attention, most urgent first. */
export const URGENT: readonly Verdict[] = ['error', 'fail', 'inconclusive', 'not-run', 'warn'];

/** Areas by what a defect in them costs: data that stays or goes wrongly, before strangers let in, before wrong words. */
const BY_AREA: readonly Area[] = ['erasure', 'isolation', 'credentials', 'repetition', 'batch', 'input', 'contract'];

/** Somebody is gone who had to live. `actual` holds deviations only, so "gone" in it was never wanted. */
const DESTROYED = /\b(victim|bystander) (gone|terminating)\b/;
/** Somebody lives who had to be gone, also where what was accepted need not have been. */
const SURVIVED = /\b(victim living|effect accepted and living)\b/;

/** Reasons whose message names a user of each requirement: the reason alone is what they share. */
const OF_EACH_USER: readonly (Reason | null)[] = ['pending', 'not-deleted'];

/** What several requirements that were not judged for one reason share: its words, or those of the first where all mean the same. */
export const sharedReason = ({ verdict, reason, message }: RequirementResult): string =>
  verdict === 'inconclusive' && reason !== null && OF_EACH_USER.includes(reason) ? REASON_TEXT[reason] : message;

/** Requirements that show the same thing; `first` is the one to read. */
export interface FailureGroup {
  readonly first: RequirementResult;
  readonly alike: readonly RequirementResult[];
}

/** Sorts most urgent first; among equals the order of the catalogue stays. */
export function byUrgency(
  requirements: readonly RequirementResult[],
  verdictOf: (requirement: RequirementResult) => Verdict,
): RequirementResult[] {
  const rank = (one: RequirementResult) =>
    [one.newer ? URGENT.length + 1 : place(verdictOf(one), one.knownFailure !== null), harm(one)] as const;
  return [...requirements].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left[0] - right[0] || left[1] - right[1];
  });
}

/** A known failure that passes gates like an unknown one, and comes after those; while it fails it can wait. */
function place(verdict: Verdict, isKnown: boolean): number {
  if (!isKnown) return URGENT.indexOf(verdict);
  return verdict === 'pass' ? URGENT.indexOf('fail') + 0.5 : URGENT.length;
}

function harm({ actual, area }: RequirementResult): number {
  if (DESTROYED.test(actual)) return 0;
  if (SURVIVED.test(actual)) return 1;
  const place = BY_AREA.indexOf(area);
  return 2 + (place < 0 ? BY_AREA.length : place);
}

/** Puts those together that most likely have one cause; the order is that of each first one. */
export function group(sorted: readonly RequirementResult[]): FailureGroup[] {
  const groups = new Map<string, { first: RequirementResult; alike: RequirementResult[] }>();
  for (const requirement of sorted) {
    const key = JSON.stringify(cause(requirement));
    const known = groups.get(key);
    if (known) known.alike.push(requirement);
    else groups.set(key, { first: requirement, alike: [] });
  }
  return [...groups.values()];
}

function cause(requirement: RequirementResult): unknown[] {
  const { vendor, verdict, level, reason, actual, area, knownFailure, newer } = requirement;
  if (newer) return [vendor, 'newer', verdict];
  if (verdict === 'not-run' || verdict === 'inconclusive') return [vendor, verdict, reason, sharedReason(requirement)];
  const facts = observed(actual);
  // Who lives and who is gone means the same in every area; a status does not.
  const where = SURVIVED.test(actual) || DESTROYED.test(actual) ? '' : `${area} ${level}`;
  return [vendor, verdict, knownFailure !== null, where, facts];
}

/** `user 1: victim living; user 2: victim living` → `victim living`: the facts without the users they belong to. */
function observed(actual: string): string[] {
  const facts = actual
    .split('; ')
    .flatMap((piece) => (piece.includes(': ') ? [piece.slice(piece.lastIndexOf(': ') + 2)] : []));
  return facts.length > 0
    ? [...new Set(facts.map((fact) => (SURVIVED.test(fact) ? 'survived' : fact)))].sort()
    : [actual];
}
