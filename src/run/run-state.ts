import type { LentUser } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { Target } from '../configuration/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { lanesOf } from './lanes.ts';
import { needsOf } from './user-needs.ts';
import type { Needs } from '../checks/types.ts';
import { createUserPool } from './user-pool.ts';
import type { RunState } from './types.ts';
import { createUserBudget, type UserBudget } from './user-budget.ts';
import type { PreflightResult } from '../results/types.ts';

/** Controls in a row without an answer after which a target is left alone. */
export const UNANSWERED_LIMIT = 3;

/** The state of a run in this process, with what only the main process asks of it. */
export interface MainRunState extends RunState {
  /** Every user that the run knows, with what became of it last. */
  users(): UserRecord[];
}

export interface RunStateOptions {
  readonly target: Target;
  /** The requirements that will run, in the order of `requirements.yaml`: those nearer the top get users first. */
  readonly requirements: readonly Requirement[];
  readonly preflightResult: PreflightResult;
  /** Of the run, from which the preflight has drawn already. */
  readonly userBudget?: UserBudget;
  /** Whether the right credentials are refused since bad ones were sent. */
  readonly lockedOut?: () => string | undefined;
}

/** Holds what all requirements of a run share about one target. Who gets which user is decided before the first requirement runs. */
export function createRunState({ target, requirements, preflightResult, ...shared }: RunStateOptions): MainRunState {
  const { userBudget = createUserBudget(target.maxUsers), lockedOut = () => undefined } = shared;
  const needs = needsOf(requirements);
  const users = new Map<string, UserRecord>();
  // Where a user is proven alive by deleting it, nobody survives to be lent again.
  const lends = preflightResult.observe !== 'repeat';
  const userPool = createUserPool({
    ids: target.userIds ?? [],
    needs,
    lends,
  });
  const lanes = preflightResult.users === 'created' && lends ? lanesOf(requirements) : new Map<string, string>();
  userBudget.allot(budgetOf(needs, lanes));
  const lent = new Map<string, LentUser[]>();
  let unanswered = 0;

  return {
    async preflightResult() {
      const message = lockedOut();
      if (message !== undefined) return { ...preflightResult, credentials: 'refused', message };
      return unanswered < UNANSWERED_LIMIT ? preflightResult : { ...preflightResult, ...SILENT };
    },
    async control(answered) {
      // Once it has been left alone it stays so.
      if (unanswered < UNANSWERED_LIMIT) unanswered = answered ? 0 : unanswered + 1;
      return { targetSilent: unanswered >= UNANSWERED_LIMIT };
    },
    targetSilent: async () => unanswered >= UNANSWERED_LIMIT,
    acquire: (requirement) => userPool.acquire(requirement),
    async release(requirement, alive) {
      const dead = new Set([...users.values()].filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id));
      userPool.release(
        requirement,
        alive.filter((id) => !dead.has(id)),
      );
    },
    mayCreate: async (requirement, count) => userBudget.reserve(requirement, count, lanes.get(requirement)),
    async borrow(requirement, count) {
      return lent.get(lanes.get(requirement) ?? '')?.splice(0, count) ?? [];
    },
    async releaseShared(requirement, given) {
      const lane = lanes.get(requirement);
      if (lane !== undefined) lent.set(lane, [...(lent.get(lane) ?? []), ...given]);
    },
    async record(notes) {
      for (const user of notes) users.set(keyOf(user), latest(users.get(keyOf(user)), user));
    },
    users: () => [...users.values()],
  };
}

/** Of the users that a lane hands on, as many are kept for the lane as its neediest requirement takes. */
function budgetOf(needs: ReadonlyMap<string, Needs>, lanes: ReadonlyMap<string, string>): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const [requirement, { deleted, preserved, shared = 0 }] of needs) {
    const lane = lanes.get(requirement);
    if (lane !== undefined) wanted.set(lane, Math.max(wanted.get(lane) ?? 0, shared));
    wanted.set(requirement, deleted + preserved - (lane === undefined ? 0 : shared));
  }
  return wanted;
}

/**
 * A requirement that looks at an offered user does not undo what another one did, whichever records it first; nor does
 * anything take back that nobody knows what became of a user, but an accepted deletion: then the user must be gone.
 */
function latest(known: UserRecord | undefined, now: UserRecord): UserRecord {
  if (!known || now.deletedAt !== null) return now;
  if ((now.offered || now.doubtful) && known.deletedAt !== null) return known;
  const { recreated, doubtful } = known;
  return { ...(recreated ? { recreated } : {}), ...(doubtful ? { doubtful } : {}), ...now };
}

const SILENT = {
  credentials: 'unanswered',
  unansweredBecause: 'network',
  message: `The target did not respond to ${UNANSWERED_LIMIT} controls in a row, so the rest was not sent.`,
} as const;

const keyOf = ({ tenant, id }: Pick<UserRecord, 'tenant' | 'id'>): string => `${tenant} ${id}`;
