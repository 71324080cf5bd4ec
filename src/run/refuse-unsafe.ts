import { ExchangeError, type UnsentReason, type WireRequest } from '../exchange/types.ts';
import type { UsersProfile } from '../vendor/types.ts';
import type { Surroundings } from './context.ts';
import { blockedBecause } from './guard.ts';

/** A request that is about to be sent. */
export interface Outgoing {
  readonly surroundings: Surroundings;
  /** That it is sent for; undefined: a phase of the run. */
  readonly requirement: string | undefined;
  /** Of the contract; undefined where it is none of them. */
  readonly operation: string | undefined;
  readonly provoking?: boolean;
  /** Whether it was sent before and refused for now. */
  readonly isAgain?: boolean;
}

/**
 * Draws a creation from the budget of users, and refuses what the operator has not allowed.
 * @throws ExchangeError (`unsent`) with its reason, where a request must not be sent
 */
export function refuseUnsafe(request: WireRequest, outgoing: Outgoing): void {
  const { surroundings, requirement, operation, provoking, isAgain = false } = outgoing;
  const { vendor, target, register, allowHazardous, userBudget } = surroundings;
  if (provoking && !target.loopback && !allowHazardous) throw unsent('provoking', PROVOKING);
  const blocked = blockedBecause(request, { vendor, target, known: register, allowHazardous });
  if (blocked?.kind === 'foreign') throw unsent('suite', blocked.because);
  if (blocked) throw unsent('held-back', `${blocked.because} ${ALLOWING}`);
  // Last, for what is not sent creates nobody. Sent again it names the same user, unless the target chooses the id.
  const isCreation = operation !== undefined && operation === creatingOperation(vendor.profile.users);
  // What is left depends on the other requirements, so a recorded run keeps the answer.
  const isSameUser = isAgain && !vendor.profile.users.create.some(({ id }) => id !== undefined);
  if (isCreation && !isSameUser && !surroundings.shared.now('creation', true, () => userBudget.draw(requirement)))
    throw unsent('no-user', `${vendor.profile.env}_MAX_USERS (${userBudget.limit}) allows no further user.`);
}

const ALLOWING = 'The target is not on loopback; --allow-hazardous sends it all the same.';

const PROVOKING = `a vendor's security team would take it for an attack. ${ALLOWING}`;

/** The call that makes a user: the one that answers the id, or the first that is told it. */
function creatingOperation({ create }: UsersProfile): string | undefined {
  return (create.find(({ id }) => id !== undefined) ?? create[0])?.operation;
}

function unsent(reason: UnsentReason, why: string): ExchangeError {
  return new ExchangeError('unsent', `The request was not sent: ${why}`, 0, reason);
}
