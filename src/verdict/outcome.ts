import { VERDICTS } from './types.ts';
import type { RequirementResult, Results } from './results.ts';
import type { Outcome, Reason, Verdict } from './types.ts';

type OutcomePart = Pick<
  RequirementResult,
  'id' | 'area' | 'level' | 'optional' | 'hazardous' | 'verdict' | 'reason' | 'knownFailure' | 'excused' | 'newer'
>;
type Options = Results['options'];

/** Reasons that `--accept-unproven-erasure` forgives. */
const UNPROVEN: readonly (Reason | null)[] = ['unobservable', 'stateless', 'pending'];

/** Reasons of what was not sent on purpose, to protect others or the account: it counts as optional. */
const WITHHELD: readonly (Reason | null)[] = ['held-back', 'provoking', 'credential-limit'];

/** Verdicts that mean that a requirement was judged. */
const JUDGED: readonly Verdict[] = ['pass', 'fail', 'warn'];

/** Whether this requirement alone makes a run incomplete. */
export function makesIncomplete(requirement: Omit<OutcomePart, 'id' | 'knownFailure'>, options: Options): boolean {
  const { verdict, reason, level, optional, excused, newer } = requirement;
  if (newer) return false;
  if (verdict !== 'not-run' && verdict !== 'inconclusive') return false;
  if (options.acceptUnprovenErasure && UNPROVEN.includes(reason)) return false;
  if (optional || excused || WITHHELD.includes(reason)) return false;
  return level === 'MUST' || (level === 'SHOULD' && options.strict);
}

/**
 * The outcome of a run: the first one that holds wins (R2).
 * @param required ids that the selection asks for; a missing or further one makes the run incomplete.
 */
export function outcomeOf(all: readonly OutcomePart[], required: readonly string[], options: Options): Outcome {
  const requirements = all.filter(({ newer }) => !newer);
  if (requirements.some(({ verdict }) => verdict === 'error' || !VERDICTS.includes(verdict))) return 'invalid';
  if (requirements.some((requirement) => gates(requirement, options))) return 'nonconformant';
  if (requirements.some((requirement) => makesIncomplete(requirement, options))) return 'incomplete';
  if (!sameSet(required, all) || !erasureJudged(requirements, options)) return 'incomplete';
  return 'conformant';
}

/** Whether this requirement alone makes a run nonconformant or invalid. */
export function gates(
  { verdict, knownFailure, newer }: Pick<OutcomePart, 'verdict' | 'knownFailure' | 'newer'>,
  { strict }: Options,
): boolean {
  if (newer) return false;
  if (verdict === 'error') return true;
  if (knownFailure) return verdict === 'pass';
  return verdict === 'fail' || (strict && verdict === 'warn');
}

function sameSet(required: readonly string[], requirements: readonly OutcomePart[]): boolean {
  const ran = new Set(requirements.map(({ id }) => id));
  return ran.size === required.length && required.every((id) => ran.has(id));
}

/** Something must have been executed, and where requirements of area erasure were selected, one of them judged, for each vendor. */
function erasureJudged(requirements: readonly OutcomePart[], options: Options): boolean {
  if (!requirements.some(({ verdict }) => JUDGED.includes(verdict) || verdict === 'info')) return false;
  if (options.acceptUnprovenErasure) return true;
  const vendors = new Set(requirements.map(({ id }) => vendorOf(id)));
  return [...vendors].every((vendor) => {
    const erasure = requirements.filter(({ id, area }) => area === 'erasure' && vendorOf(id) === vendor);
    // A selection (--grep) without any erasure requirement is reported by `partial`, not here.
    return (erasure.length === 0 && options.partial) || erasure.some(({ verdict }) => JUDGED.includes(verdict));
  });
}

const vendorOf = (id: string): string => id.slice(0, id.indexOf('/'));
