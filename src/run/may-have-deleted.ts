import type { Check } from '../checks/types.ts';
import type { Exchange } from '../http/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { isAccepted } from '../users/responses.ts';
import { acceptedStatus } from '../verdict/condition.ts';
import type { Requirement } from '../verdict/types.ts';
import { sharing } from './shared-scenarios.ts';

/** Facts about what became of the user that a request names. */
const EFFECTS = ['victim', 'effect', 'bystander'];

/**
 * Whether a request with this answer may have deleted the user that it names, as far as a MUST of a requirement that judges it goes: then nobody
 * may state at the end of the run that the user had to live. What is accepted only with a warning deletes, some of it late.
 */
export function mayDelete(
  { response, ...exchange }: Exchange,
  requirement: Requirement,
  check: Check,
  vendor: Pick<Vendor, 'profile' | 'requirements'>,
): boolean {
  if (!response || response.status < 200 || response.status > 299) return false;
  // Whichever of those that judge the same has acted: the answer may not depend on it.
  const clauses = sharing(requirement, vendor.requirements).flatMap(({ expect }) => expect);
  const musts = clauses.filter(({ level }) => level === 'MUST').map(({ when }) => when);
  if (musts.some((when) => acceptedStatus(when)?.(response.status) === false)) return false;
  if (check.acceptedMayDelete?.(requirement)) return isAccepted(vendor, { response, ...exchange });
  return !musts.some((when) => EFFECTS.some((effect) => effect in when));
}
