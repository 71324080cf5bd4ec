import type { User, UsersContext, UserOptions } from './types.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { notRun } from '../verdict/not-judged.ts';

/** The operator's users that the run allotted to this requirement. */
export interface OfferedUsers {
  /**
   * The next ones: those that may be deleted first, then those that must live.
   * @throws NotJudgedError where the requirement gets too few, or wishes for a variant that nobody offers.
   */
  acquire(wanted: readonly UserOptions[]): Promise<User[]>;
  /** Gives back those proven alive, and those that were never touched. */
  release(isAlive: (user: User) => Promise<boolean>): Promise<void>;
}

/** Takes from the run state at the first wish. */
export function offeredUsers({ requirement, runState, vendor }: UsersContext): OfferedUsers {
  const variable = `${vendor.profile.env}_USER_IDS`;
  let untouched: string[] | undefined;
  let taken: User[] = [];

  const more = (count: number): NotJudgedError => {
    const message = `This needs ${count} more disposable ${count === 1 ? 'user' : 'users'}: add ${count === 1 ? 'one' : 'them'} to ${variable}.`;
    return new NotJudgedError(notRun('no-user', message));
  };

  return {
    async acquire(wanted) {
      if (wanted.some(isSpecial)) throw new NotJudgedError(notOffered(variable));
      if (untouched === undefined) {
        const { deleted, preserved, missing } = await runState.acquire(requirement.id);
        untouched = [...deleted, ...preserved];
        if (missing > 0) throw more(missing);
      }
      if (untouched.length < wanted.length) throw more(wanted.length - untouched.length);
      const ids = untouched.splice(0, wanted.length);
      const users = ids.map((id): User => ({ id, tenant: 'own', marker: undefined, offered: true, exchanges: [] }));
      taken.push(...users);
      return users;
    },
    async release(isAlive) {
      if (untouched === undefined) return;
      const alive = untouched;
      for (const user of taken) if (await isAlive(user)) alive.push(user.id);
      untouched = undefined;
      taken = [];
      await runState.release(requirement.id, alive);
    },
  };
}

function isSpecial({ tenant, variant, id, card }: UserOptions): boolean {
  // Who is full is taken as offered.
  const unusual = variant === 'full' ? undefined : variant;
  return tenant === 'other' || [unusual, id, card].some((one) => one !== undefined);
}

/** Why users created in a specific way do not exist where the operator offers the users. */
export function notOffered(variable: string): NotJudgedError['notJudged'] {
  const message = `users: offered. ${variable} is set, so the run creates no users, and this requirement needs a user created in a specific way.`;
  return { verdict: 'not-applicable', reason: 'declared', message };
}
