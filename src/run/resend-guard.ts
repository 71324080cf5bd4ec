import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { Exchange, Role } from '../http/types.ts';
import { isHarmed } from '../users/confirm.ts';
import { isLost } from '../users/responses.ts';
import type { UserObservation, User, Users } from '../users/types.ts';

/** Thrown where what was refused for now cannot be sent again by itself: the requirement is repeated whole, with fresh users. */
export class RepeatWhole extends Error {
  override readonly name = 'RepeatWhole';
  readonly exchange: Exchange;

  constructor(exchange: Exchange) {
    super('A step that others depend on was refused for now.');
    this.exchange = exchange;
  }
}

/** Thrown where a user was gone whose deletion was refused for now (A48). */
export class DeletedByRefusal extends Error {
  override readonly name = 'DeletedByRefusal';
  readonly user: User;
  readonly exchanges: readonly Exchange[];

  constructor(user: User, exchanges: readonly Exchange[]) {
    super('A user was deleted by a request that was refused for now.');
    this.user = user;
    this.exchanges = exchanges;
  }
}

/** What of a sending matters to its refusal. */
export interface GuardedSending {
  readonly role: Role;
  /** Whether it belongs with the next or the last request. */
  readonly together?: boolean;
}

/** Decides what becomes of a request that was refused for now, before it is sent again. */
export interface RefusalGuard {
  /**
   * A request is about to be sent.
   * @throws RepeatWhole where an earlier one ended the attempt: its steps end together
   */
  sending(draft: UnsignedRequest, sending: GuardedSending): void;
  /** An answer that may be judged has come, or none will. */
  answered(draft: UnsignedRequest, sending: GuardedSending, exchange: Exchange): void;
  /**
   * Reads the users that the request names.
   * @throws RepeatWhole or DeletedByRefusal where it must not be sent again
   */
  refused(draft: UnsignedRequest, sending: GuardedSending, exchange: Exchange): Promise<void>;
}

/** Of a long list this many are read; a target that deletes while it refuses does so with all of them. */
const MOST_READ = 10;

export interface GuardOptions {
  readonly users: Pick<Users, 'observeConfirmed' | 'wasDeleted'>;
  /** Users of this attempt, with whether they were seen living and whether their deletion was accepted. */
  readonly known: ReadonlyMap<string, KnownUser>;
  /** Whether the steps of the requirement belong together. */
  readonly together: boolean;
  /** Whether a request could delete: looks do not. */
  readonly deletes: (draft: UnsignedRequest, sending: GuardedSending) => boolean;
  /** Whether a request so answered may have deleted the user that it names, though nobody asked for it. */
  readonly mayDelete: (exchange: Exchange) => boolean;
}

/** A user of one attempt at a requirement. */
export interface KnownUser {
  readonly user: User;
  readonly isSeenLiving: boolean;
  readonly isDeleted: boolean;
}

/** The guard of one attempt. */
export interface AttemptGuard extends RefusalGuard {
  /**
   * Users for which nobody knows whether the attempt has deleted them: a request that named them got no answer, or was
   * accepted and may delete, or the attempt ended before its effects were looked at.
   */
  doubtful(): User[];
}

/** Guards one attempt at a requirement. */
export function createRefusalGuard({ users, known, together, deletes, mayDelete }: GuardOptions): AttemptGuard {
  /** Named by an earlier request that was answered, so that whatever befell them may be its doing. */
  const touched = new Set<string>();
  /** How many requests that name a user are under way. */
  const underWay = new Map<string, number>();
  /** Named by a request that got no answer of the target, or one that lets it delete. */
  const undecided = new Set<string>();
  let ended: RepeatWhole | undefined;

  const namedBy = (draft: UnsignedRequest): KnownUser[] => {
    const texts = [draft.path, draft.body?.toString('utf8') ?? '', ...draft.headers.map(([, value]) => value)];
    const path = encodeURIComponent;
    const isNamed = ({ user: { id } }: KnownUser) =>
      texts.some((text) => [id, path(id), JSON.stringify(id).slice(1, -1)].some((one) => text.includes(one)));
    return [...known.values()].filter(isNamed);
  };
  const idsOf = (draft: UnsignedRequest, sending: GuardedSending): string[] =>
    known.size > 0 && deletes(draft, sending) ? namedBy(draft).map(({ user }) => user.id) : [];
  const count = (ids: readonly string[], more: 1 | -1): void => {
    for (const id of ids) underWay.set(id, Math.max(0, (underWay.get(id) ?? 0) + more));
  };
  /** Whether another request may have done what is seen. */
  const isShared = (id: string): boolean => touched.has(id) || (underWay.get(id) ?? 0) > 0;
  const repeat = (exchange: Exchange): never => {
    throw (ended ??= new RepeatWhole(exchange));
  };
  const readFirst = async ({ user, isSeenLiving }: KnownUser, exchange: Exchange): Promise<void> => {
    const wasShared = isShared(user.id);
    const observation: UserObservation = await users.observeConfirmed(user, isHarmed);
    if (observation.state === 'living') return;
    const isDoing = observation.state === 'gone' || observation.state === 'terminating';
    if (!isDoing || !isSeenLiving || wasShared || isShared(user.id)) repeat(exchange);
    await users.wasDeleted(user, exchange.at + (exchange.response?.durationMs ?? 0));
    throw new DeletedByRefusal(user, [...user.exchanges, exchange, ...observation.exchanges]);
  };

  return {
    sending(draft, sending) {
      if (ended) throw ended;
      count(idsOf(draft, sending), 1);
    },
    answered(draft, sending, exchange) {
      const ids = idsOf(draft, sending);
      count(ids, -1);
      // What proves a user alive by deleting it states itself that it did.
      const isOpen = isLost(exchange) || (sending.role !== 'observe' && mayDelete(exchange));
      for (const id of ids) for (const set of isOpen ? [touched, undecided] : [touched]) set.add(id);
    },
    async refused(draft, sending, exchange) {
      count(idsOf(draft, sending), -1);
      const named = deletes(draft, sending) ? namedBy(draft) : [];
      // Whose deletion was accepted before has nothing left to lose.
      const living = named.filter(({ isDeleted }) => !isDeleted).slice(0, MOST_READ);
      for (const one of living) await readFirst(one, exchange);
      if (sending.together || (together && named.length > 0)) repeat(exchange);
    },
    doubtful: () =>
      [...known.values()].flatMap(({ user, isDeleted }) =>
        !isDeleted && (undecided.has(user.id) || (ended && touched.has(user.id))) ? [user] : [],
      ),
  };
}

/** The users of one attempt as they are taken, seen and deleted. */
export function trackedUsers(users: Users): { readonly users: Users; readonly known: ReadonlyMap<string, KnownUser> } {
  const known = new Map<string, KnownUser>();
  // Two tenants may have users of one id.
  const keyOf = ({ tenant, id }: User): string => `${tenant} ${id}`;
  const note = (user: User, isSeenLiving: boolean, isDeleted = false): void => {
    const before = known.get(keyOf(user));
    known.set(keyOf(user), { user, isSeenLiving: isSeenLiving || (before?.isSeenLiving ?? false), isDeleted });
  };
  const seen = (user: User, observation: UserObservation): UserObservation => {
    if (observation.state === 'living' && !known.get(keyOf(user))?.isDeleted) note(user, true);
    return observation;
  };
  return {
    known,
    users: {
      ...users,
      async acquire(...wanted) {
        const taken = await users.acquire(...wanted);
        // A user of another variant may have nothing that a read shows.
        // Who was taken over may have been lost to the earlier requirement.
        for (const [index, user] of taken.entries())
          note(user, (wanted[index]?.variant ?? 'full') === 'full' && !user.takenOver);
        return taken;
      },
      async create(options) {
        const created = await users.create(options);
        if (created.user) note(created.user, false);
        return created;
      },
      observe: async (user) => seen(user, await users.observe(user)),
      watchLiving: async (user) => seen(user, await users.watchLiving(user)),
      observeConfirmed: async (user, saysHarm) => seen(user, await users.observeConfirmed(user, saysHarm)),
      async wasDeleted(user, at) {
        note(user, false, true);
        await users.wasDeleted(user, at);
      },
    },
  };
}
