import type { Check } from '../checks/types.ts';
import type { Exchange } from '../http/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { isAccepted } from '../users/responses.ts';
import { acceptedStatus } from '../verdict/condition.ts';
import type { Requirement } from '../verdict/types.ts';

/** Facts that say what became of somebody whom a request names. */
const FATES = ['victim', 'effect', 'bystander'];

/**
 * Whether a request with this answer may have deleted whom it names, as far as a MUST of its requirement goes: then nobody
 * may say at the end of the run that the user had to live. What is accepted only with a warning deletes, some of it late.
 */
export function mayDelete(
  { response, ...exchange }: Exchange,
  requirement: Requirement,
  check: Check,
  vendor: Pick<Vendor, 'profile'>,
): boolean {
  if (!response || response.status < 200 || response.status > 299) return false;
  const musts = requirement.expect.filter(({ level }) => level === 'MUST').map(({ when }) => when);
  if (musts.some((when) => acceptedStatus(when)?.(response.status) === false)) return false;
  if (check.acceptedMayDelete?.(requirement)) return isAccepted(vendor, { response, ...exchange });
  return !musts.some((when) => FATES.some((fate) => fate in when));
}
