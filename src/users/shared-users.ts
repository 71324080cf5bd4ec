import type { LentUser, User, UserObservation, UsersContext, UserOptions } from './types.ts';

/** The users that one requirement takes over from an earlier one and hands on. */
export interface SharedUsers {
  /** Takes over as many as there are for what is wanted, and creates the others. */
  acquire(wanted: readonly UserOptions[], create: (wanted: readonly UserOptions[]) => Promise<User[]>): Promise<User[]>;
  /** Notes what a look showed. */
  seen(user: User, observation: UserObservation): void;
  /** Notes that a deletion of the user was accepted. */
  deleted(user: User): void;
  /** Keeps a user from being handed on. */
  withhold(user: User): void;
  lost(): readonly User[];
  anyGone(): boolean;
  /** Hands on the users that were seen living last. */
  handOn(): Promise<void>;
}

/** @param fresh nobody is taken over */
export function sharedUsers({
  requirement,
  runState,
  preflightResult,
  registerId,
  fresh = false,
}: UsersContext): SharedUsers {
  const takenOver = new Map<string, User>();
  const sharing = new Map<string, User>();
  const living = new Set<string>();
  const lost = new Set<string>();
  const ownGone = new Set<string>();
  // Where a user is proven alive by deleting it, nobody is left to be handed on.
  const isPossible = preflightResult.users === 'created' && ['read', 'command'].includes(preflightResult.observe);
  // A user that is made in a special way serves one requirement only.
  const isShareable = (options: UserOptions): boolean =>
    isPossible && options.shared === true && Object.keys(options).length === 1;
  const gone = ({ id }: User): void => {
    living.delete(id);
    if (takenOver.has(id)) lost.add(id);
    else ownGone.add(id);
  };

  return {
    async acquire(wanted, create) {
      const count = wanted.filter(isShareable).length;
      const lent = count === 0 || fresh ? [] : await runState.borrow(requirement.id, count);
      const over = lent.map((one): User => ({ ...one, tenant: 'own', offered: false, takenOver: true, exchanges: [] }));
      for (const user of over) {
        takenOver.set(user.id, user);
        // Where a replay works in another order, the requirement that created it comes later.
        registerId(user.id);
      }
      const taken = [...over];
      const isNew = wanted.map((options) => !isShareable(options) || taken.pop() === undefined);
      const created = await create(wanted.filter((_, index) => isNew[index]));
      return wanted.map((options, index) => {
        const user = (isNew[index] ? created.shift() : over.shift()) as User;
        if (isShareable(options)) sharing.set(user.id, user);
        return user;
      });
    },
    seen(user, { state }) {
      // A look that shows otherwise may have been behind (A35).
      if (state === 'living') {
        living.add(user.id);
        for (const set of [lost, ownGone]) set.delete(user.id);
      } else if (state === 'gone' || state === 'terminating') gone(user);
    },
    deleted: gone,
    withhold: ({ id }) => void sharing.delete(id),
    lost: () => [...lost].flatMap((id) => takenOver.get(id) ?? []),
    anyGone: () => ownGone.size > 0,
    async handOn() {
      const users = [...sharing.values()].filter(({ id }) => living.has(id) && !isCounted(id));
      if (users.length > 0)
        await runState.releaseShared(
          requirement.id,
          users.map(({ id, marker }): LentUser => ({ id, marker })),
        );
    },
  };
}

/** Where ids count up, the next user is hit first: such a user is the neighbour of one deletion alone. */
const isCounted = (id: string): boolean => /^\d{1,15}$/.test(id);
