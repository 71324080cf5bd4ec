import { lookWithoutThrowing } from '../users/look-without-throwing.ts';
import type { Observer, User, UserObservation } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { RunContext } from './context.ts';
import type { ObservedUser } from './last-looks.ts';
import { preservedState, type PreservedKind } from './preserved-state.ts';

/** The most users of each tenant that stay after a run with a ledger, until `verify` has looked at them. */
const MOST_KEPT = 2;

/** A user who had to survive the run and is kept, with what it had at the end. */
export interface KeptBystander {
  readonly id: string;
  readonly tenant: UserRecord['tenant'];
  /** Whose user it was. */
  readonly requirement: string;
  /** Instant (ISO 8601) of the look. */
  readonly seenAt: string;
  /** What the reads with a filter ask for. */
  readonly marks: readonly (string | number)[];
  readonly preserved: readonly PreservedKind[];
}

/**
 * Chooses those that `verify` will look at: users that the run created and saw living last, first those who have several
 * things of each kind. Looks at each twice, and notes in the journal that they are kept. An offered user is never one of
 * them: the next run may use it.
 */
export async function keepBystanders(
  context: RunContext,
  observer: Observer,
  observed: readonly ObservedUser[],
): Promise<KeptBystander[]> {
  const { journal, clock, vendor } = context;
  const left = new Set(journal.left().map(({ tenant, id }) => `${tenant} ${id ?? ''}`));
  const living = observed.filter(
    ({ user, observation }) =>
      user.deletedAt === null && observation.state === 'living' && left.has(`${user.tenant} ${user.id}`),
  );
  const inOrder = [...living.filter(({ user }) => user.everyRead), ...living.filter(({ user }) => !user.everyRead)];
  const kept: KeptBystander[] = [];
  for (const { user } of inOrder) {
    if (kept.filter(({ tenant }) => tenant === user.tenant).length === MOST_KEPT) continue;
    const { id, tenant, requirement, everyRead } = user;
    const marks = (everyRead?.marks ?? []).filter(isMark);
    const seenAt = new Date(clock.now()).toISOString();
    const look = (): Promise<UserObservation> =>
      lookWithoutThrowing(() => observer.observe(keptUser({ id, tenant, marks })));
    const looks = [await look(), await look()];
    if (looks.some(({ state }) => state !== 'living')) continue;
    journal.kept({ tenant, id });
    const preserved = preservedState(looks, vendor.profile.users.preserved);
    kept.push({ id, tenant, requirement, seenAt, marks, preserved });
  }
  return kept;
}

/** Whether a thing that was made for the user has a mark that a read can ask for. */
const isMark = (mark: unknown): mark is string | number => typeof mark === 'string' || typeof mark === 'number';

/** Such a user, to be looked at with every read. */
export function keptUser({ id, tenant, marks }: Pick<KeptBystander, 'id' | 'tenant' | 'marks'>): User {
  return { id, tenant, marker: undefined, offered: false, exchanges: [], everyRead: { marks } };
}
