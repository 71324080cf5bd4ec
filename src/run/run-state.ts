import { CHECKS } from '../checks/index.ts';
import type { Needs } from '../checks/types.ts';
import type { Target } from '../configuration/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { createStock } from './user-pool.ts';
import type { Desk, NotedUser, Standing } from './types.ts';
import { createUserBudget, type UserBudget } from './user-budget.ts';

/** Controls in a row without an answer after which a target is left alone. */
export const UNANSWERED_LIMIT = 3;

/** A desk in this process, with what only the main process asks of it. */
export interface MainDesk extends Desk {
  /** Every user that the run knows, with what became of it last. */
  users(): NotedUser[];
}

export interface DeskOptions {
  readonly target: Target;
  /** The rows that will run, in the order of `requirements.yaml`: those nearer the top get users first. */
  readonly rows: readonly Requirement[];
  readonly standing: Standing;
  /** Of the run, from which the preflight has drawn already. */
  readonly userBudget?: UserBudget;
  /** Whether the right credentials are refused since bad ones were sent. */
  readonly lockedOut?: () => string | undefined;
}

/** Holds what all rows of a run share about one target. Who gets which user is settled before the first row runs. */
export function createDesk({ target, rows, standing, ...shared }: DeskOptions): MainDesk {
  const { userBudget = createUserBudget(target.maxUsers), lockedOut = () => undefined } = shared;
  const needs = new Map(rows.map((row) => [row.id, needsOf(row)] as const));
  const users = new Map<string, NotedUser>();
  const stock = createStock({
    ids: target.userIds ?? [],
    needs,
    // Where a user is proven alive by deleting it, nobody survives to be lent again.
    lends: standing.observe !== 'repeat',
  });
  userBudget.allot(new Map([...needs].map(([row, { deleted, spared }]) => [row, deleted + spared])));
  let unanswered = 0;

  return {
    async standing() {
      const message = lockedOut();
      if (message !== undefined) return { ...standing, credentials: 'refused', message };
      return unanswered < UNANSWERED_LIMIT ? standing : { ...standing, ...SILENT };
    },
    async control(answered) {
      // Once it has been left alone it stays so.
      if (unanswered < UNANSWERED_LIMIT) unanswered = answered ? 0 : unanswered + 1;
      return { halted: unanswered >= UNANSWERED_LIMIT };
    },
    halted: async () => unanswered >= UNANSWERED_LIMIT,
    take: (row) => stock.take(row),
    async giveBack(row, alive) {
      const dead = new Set([...users.values()].filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id));
      stock.giveBack(
        row,
        alive.filter((id) => !dead.has(id)),
      );
    },
    mayCreate: async (row, count) => userBudget.reserve(row, count),
    async note(notes) {
      for (const user of notes) users.set(keyOf(user), latest(users.get(keyOf(user)), user));
    },
    users: () => [...users.values()],
  };
}

/** A row that looks at an offered user does not undo what another one did, whichever tells it first. */
function latest(known: NotedUser | undefined, now: NotedUser): NotedUser {
  return now.offered && now.deletedAt === null && known && known.deletedAt !== null ? known : now;
}

const SILENT = {
  credentials: 'unanswered',
  unansweredBecause: 'network',
  message: `The target did not respond to ${UNANSWERED_LIMIT} controls in a row, so the rest was not sent.`,
} as const;

function needsOf(row: Requirement): Needs {
  return CHECKS.get(row.check ?? '')?.needs?.(row) ?? { deleted: 0, spared: 0 };
}

const keyOf = ({ tenant, id }: Pick<NotedUser, 'tenant' | 'id'>): string => `${tenant} ${id}`;
