import type { User, UsersContext, UserWish } from './types.ts';
import { notRun } from './responses.ts';
import { Unjudgeable } from './not-judged-error.ts';

/** The operator's users that the run allotted to this row. */
export interface OfferedUsers {
  /**
   * The next ones: those that may be deleted first, then those that must live.
   * @throws Unjudgeable where the row gets too few, or wishes for a making that nobody offers.
   */
  take(wishes: readonly UserWish[]): Promise<User[]>;
  /** Gives back those proven alive, and those that were never touched. */
  giveBack(isAlive: (user: User) => Promise<boolean>): Promise<void>;
}

/** Takes from the desk at the first wish. */
export function offeredUsers({ row, desk, vendor }: UsersContext): OfferedUsers {
  const variable = `${vendor.profile.env}_USER_IDS`;
  let untouched: string[] | undefined;
  let taken: User[] = [];

  const more = (count: number): Unjudgeable => {
    const message = `This needs ${count} more disposable ${count === 1 ? 'user' : 'users'}: add ${count === 1 ? 'one' : 'them'} to ${variable}.`;
    return new Unjudgeable(notRun('no-user', message));
  };

  return {
    async take(wishes) {
      if (wishes.some(isSpecial)) throw new Unjudgeable(notOffered(variable));
      if (untouched === undefined) {
        const { deleted, spared, missing } = await desk.take(row.id);
        untouched = [...deleted, ...spared];
        if (missing > 0) throw more(missing);
      }
      if (untouched.length < wishes.length) throw more(wishes.length - untouched.length);
      const ids = untouched.splice(0, wishes.length);
      const users = ids.map((id): User => ({ id, tenant: 'own', mark: undefined, offered: true, exchanges: [] }));
      taken.push(...users);
      return users;
    },
    async giveBack(isAlive) {
      if (untouched === undefined) return;
      const alive = untouched;
      for (const user of taken) if (await isAlive(user)) alive.push(user.id);
      untouched = undefined;
      taken = [];
      await desk.giveBack(row.id, alive);
    },
  };
}

function isSpecial({ tenant, making, id, card }: UserWish): boolean {
  return tenant === 'other' || [making, id, card].some((one) => one !== undefined);
}

/** Why users of special making do not exist where the operator offers the users. */
export function notOffered(variable: string): Unjudgeable['trouble'] {
  const message = `users: offered. ${variable} is set, so the run creates no users, and this requirement needs a user created in a specific way.`;
  return { verdict: 'not-applicable', reason: 'declared', message };
}
