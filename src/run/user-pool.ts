import type { Needs } from '../checks/types.ts';
import { divideUsers } from './divide-offered-users.ts';

/** Users that the operator offered: some kept for one requirement each, the others lent to requirements in turn. */
export interface UserPool {
  /** What was kept for a requirement, and as many of the others as it needs; waits while those are lent. */
  acquire(requirement: string): Promise<UserAllocation>;
  /** Takes back who is proven alive; a user that does not come back is lost to the requirements that wait. */
  release(requirement: string, alive: readonly string[]): void;
}

export interface UserAllocation {
  readonly deleted: string[];
  readonly preserved: string[];
  /** How many users more the requirement would need; then it gets none. */
  readonly missing: number;
}

export interface UserPoolOptions {
  readonly ids: readonly string[];
  /** By requirement, those that are served first in front. */
  readonly needs: ReadonlyMap<string, Needs>;
  /** False where even those who must live are used up: then each requirement keeps its own. */
  readonly lends: boolean;
}

interface Waiting {
  readonly count: number;
  readonly serve: () => void;
}

/** Decides at once what every requirement will get. */
export function createUserPool({ ids, needs, lends }: UserPoolOptions): UserPool {
  const { given, left } = divideUsers(
    ids,
    Array.from(needs.values(), (one) => ({ pool: 0, ...one })),
    lends,
  );
  const givenTo = new Map(Array.from(needs.keys(), (requirement, position) => [requirement, given[position]]));
  const shared = [...given.flatMap(({ lent }) => lent), ...left];
  // The users on the shared part or lent; shrinks where somebody did not survive.
  let living = shared.length;
  const allocations = new Map<string, UserAllocation>();
  const queue: Waiting[] = [];

  const advance = (): void => {
    for (let next = queue[0]; next && (next.count <= shared.length || next.count > living); next = queue[0]) {
      queue.shift();
      next.serve();
    }
  };

  const allocate = (requirement: string, given: UserAllocation): UserAllocation => {
    allocations.set(requirement, given);
    return given;
  };

  return {
    acquire(requirement) {
      const { own: kept = [], missing = 0 } = givenTo.get(requirement) ?? {};
      if (missing > 0) return Promise.resolve({ deleted: [], preserved: [], missing });
      const own = [...kept];
      // Nobody is handed out twice.
      givenTo.delete(requirement);
      const { deleted = 0, preserved = 0 } = needs.get(requirement) ?? {};
      if (!lends)
        return Promise.resolve(
          allocate(requirement, { deleted: own.slice(0, deleted), preserved: own.slice(deleted), missing: 0 }),
        );
      return new Promise((resolve) => {
        const serve = (): void => {
          if (preserved > living)
            resolve(allocate(requirement, { deleted: own, preserved: [], missing: preserved - living }));
          else resolve(allocate(requirement, { deleted: own, preserved: shared.splice(0, preserved), missing: 0 }));
        };
        queue.push({ count: preserved, serve });
        advance();
      });
    },
    release(requirement, alive) {
      const given = allocations.get(requirement);
      if (!given) return;
      allocations.delete(requirement);
      const lost = given.preserved.filter((id) => !alive.includes(id)).length;
      const more = given.deleted.filter((id) => alive.includes(id)).length;
      living += more - lost;
      shared.push(...alive.filter((id) => given.deleted.includes(id) || given.preserved.includes(id)));
      advance();
    },
  };
}
