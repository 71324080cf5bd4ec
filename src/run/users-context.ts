import type { UsersContext } from '../users/types.ts';
import type { RunContext } from './context.ts';
import { siblingsFor } from './sibling-values.ts';

/** What the requirement, or the preflight, brings to the creation and observation of its users. */
type OwnPart = Pick<UsersContext, 'requirement' | 'preflightResult' | 'runState' | 'send'>;

/** What the users of a requirement or of the preflight need: what they share in a run, and what is their own. */
export function usersContextOf(context: RunContext, own: OwnPart): UsersContext {
  const { vendor, target, authenticators, clock, runPrefix, draw, shared, userCreation, knownIds, journal } = context;
  return {
    vendor,
    target,
    authenticators,
    clock,
    runPrefix,
    draw,
    shared,
    registerId: (id) => knownIds.registerId(id),
    siblings: () => siblingsFor(context),
    journal,
    ...userCreation,
    ...own,
  };
}
