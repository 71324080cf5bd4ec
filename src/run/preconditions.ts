import { CHECKS } from '../checks/index.ts';
import { SETTLED } from '../checks/run-level/index.ts';
import type { Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement, Trouble } from '../verdict/types.ts';
import type { Standing } from './types.ts';

/** Whether a row is settled from all exchanges of the run when it has ended: nothing runs for it. */
export function isSettled(row: Requirement): boolean {
  return SETTLED.some(({ name }) => name === row.check);
}

/**
 * Whether a row is held back: what could hit strangers, or provoke a security team, is sent to loopback alone, unless
 * the operator allows it.
 */
export function isHeldBack(row: Requirement, target: Target, allowHazardous: boolean): boolean {
  return row.hazardous && !target.loopback && !allowHazardous;
}

const HAZARDOUS = 'it could affect other users, and the target is not on loopback. --allow-hazardous runs it.';
const PROVOKING =
  "a vendor's security team would take it for an attack, and the target is not on loopback. --allow-hazardous runs it.";

export interface Circumstances {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly standing: Standing;
  readonly allowHazardous: boolean;
}

/** Why a row is not run at all; undefined where it is. */
export function specialSituation(row: Requirement, circumstances: Circumstances): Trouble | undefined {
  const { vendor, target, standing, allowHazardous } = circumstances;
  const { env } = vendor.profile;
  if (isHeldBack(row, target, allowHazardous))
    return {
      verdict: 'not-run',
      reason: row.provoking ? 'provoking' : 'held-back',
      message: `Held back: ${row.provoking ? PROVOKING : HAZARDOUS}`,
    };
  const unproven = untouchable(standing);
  if (unproven) return unproven;
  const check = CHECKS.get(row.check ?? '');
  const needs = check?.needs?.(row);
  if (check?.special?.(row) && (standing.users === 'offered' || target.createUserCommand !== undefined)) {
    const [how, name] =
      standing.users === 'offered' ? ['offered', 'USER_IDS'] : ['by a command', 'CREATE_USER_COMMAND'];
    const message = `users: ${how}. ${env}_${name} is set, so the run creates no users, and this requirement needs a user created in a specific way.`;
    return { verdict: 'not-applicable', reason: 'declared', message };
  }
  if (!needs || needs.deleted + needs.spared === 0) return undefined;
  if (standing.stateless)
    return {
      verdict: 'inconclusive',
      reason: 'stateless',
      message: 'A user that was never created is answered as living, so nothing shows who was deleted.',
    };
  return undefined;
}

/** Why nothing can be judged at this target. */
export function untouchable({ credentials, message, unansweredBecause }: Standing): Trouble | undefined {
  if (credentials === 'refused') return { verdict: 'inconclusive', reason: 'credentials-refused', message };
  if (credentials === 'absent') return { verdict: 'inconclusive', reason: 'setup', message };
  if (credentials === 'unanswered')
    return { verdict: 'inconclusive', reason: unansweredBecause ?? 'network', message: `Not sent. ${message}` };
  return undefined;
}
