import { CHECKS } from '../checks/index.ts';
import { RUN_LEVEL } from '../checks/run-level/index.ts';
import type { Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement, NotJudged } from '../verdict/types.ts';
import type { PreflightResult } from '../results/types.ts';

/** Whether a requirement is judged from all exchanges of the run when it has ended: nothing runs for it. */
export function isRunLevel(requirement: Requirement): boolean {
  return RUN_LEVEL.some(({ name }) => name === requirement.check);
}

/**
 * Whether a requirement is held back: what could hit strangers, or provoke a security team, is sent to loopback alone, unless
 * the operator allows it.
 */
export function isHeldBack(requirement: Requirement, target: Target, allowHazardous: boolean): boolean {
  return requirement.hazardous && !target.loopback && !allowHazardous;
}

const HAZARDOUS = 'it could affect other users, and the target is not on loopback. --allow-hazardous runs it.';
const PROVOKING =
  "a vendor's security team would take it for an attack, and the target is not on loopback. --allow-hazardous runs it.";

export interface Circumstances {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly preflightResult: PreflightResult;
  readonly allowHazardous: boolean;
}

/** Why a requirement is not run at all; undefined where it is. */
export function unmetPrecondition(requirement: Requirement, circumstances: Circumstances): NotJudged | undefined {
  const { vendor, target, preflightResult, allowHazardous } = circumstances;
  const { env } = vendor.profile;
  if (isHeldBack(requirement, target, allowHazardous))
    return {
      verdict: 'not-run',
      reason: requirement.provoking ? 'provoking' : 'held-back',
      message: `Held back: ${requirement.provoking ? PROVOKING : HAZARDOUS}`,
    };
  const unproven = targetUnusable(preflightResult);
  if (unproven) return unproven;
  const check = CHECKS.get(requirement.check ?? '');
  const needs = check?.needs?.(requirement);
  if (
    check?.special?.(requirement) &&
    (preflightResult.users === 'offered' || target.createUserCommand !== undefined)
  ) {
    const [how, name] =
      preflightResult.users === 'offered' ? ['offered', 'USER_IDS'] : ['by a command', 'CREATE_USER_COMMAND'];
    const message = `users: ${how}. ${env}_${name} is set, so the run creates no users, and this requirement needs a user created in a specific way.`;
    return { verdict: 'not-applicable', reason: 'declared', message };
  }
  if (!needs || needs.deleted + needs.preserved === 0) return undefined;
  if (preflightResult.stateless)
    return {
      verdict: 'inconclusive',
      reason: 'stateless',
      message: 'A user that was never created is answered as living, so nothing shows who was deleted.',
    };
  return undefined;
}

/** Why nothing can be judged at this target. */
export function targetUnusable({ credentials, message, unansweredBecause }: PreflightResult): NotJudged | undefined {
  if (credentials === 'refused') return { verdict: 'inconclusive', reason: 'credentials-refused', message };
  if (credentials === 'absent') return { verdict: 'inconclusive', reason: 'absent', message };
  if (credentials === 'unanswered')
    return { verdict: 'inconclusive', reason: unansweredBecause ?? 'network', message: `Not sent. ${message}` };
  return undefined;
}
