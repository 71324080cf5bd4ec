import type { Exchange } from '../http/types.ts';
import { isHarmed, observeConfirmed } from './confirm.ts';
import { createUser, refusal, type Creation } from './create.ts';
import { marksFrom } from './creation-ways.ts';
import { createObserver, unobservable } from './observer.ts';
import { notOffered, offeredUsers } from './offered.ts';
import { describeAnswer, isLost } from './responses.ts';
import type { UserObservation, User, Users, UsersContext, UserOptions } from './types.ts';
import type { UserRecord } from './user-record.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { poll, pollUntilGone } from './poll.ts';
import { sharedUsers } from './shared-users.ts';
import { inconclusive, suiteError, notRun } from '../verdict/not-judged.ts';

/** Whether a look allows the user to be used: seen living, or nothing can be seen before the deletion. */
const usable = ({ state }: UserObservation): boolean => state === 'living' || state === 'presumed';

/** One requirement's users: created or offered, observed by the way that the preflight chose. */
export function createUsers(context: UsersContext): Users {
  const { requirement, vendor, target, preflightResult, runState, clock, journal } = context;
  const { env, users: profile } = vendor.profile;
  const observer = createObserver(context);
  const offered = offeredUsers(context);
  const shared = sharedUsers(context);
  const deleted = new Set<string>();
  const doubted = new Set<string>();
  const noted = new Set<string>();
  const proven = new Set<string>();
  const looks = new Map<string, number>();
  const keyOf = ({ tenant, id }: User): string => `${tenant} ${id}`;

  const record = async (
    user: User,
    what: Omit<UserRecord, 'id' | 'tenant' | 'offered' | 'requirement'>,
  ): Promise<void> => {
    noted.add(keyOf(user));
    const { everyRead, oneRead } = user;
    const every = everyRead ? { everyRead: { ...everyRead, shown: observer.shownBy?.(user) ?? [] } } : {};
    const reads = oneRead ? { oneRead } : every;
    await runState.record([
      {
        id: user.id,
        tenant: user.tenant,
        offered: user.offered,
        requirement: requirement.id,
        ...reads,
        ...what,
        ...looked(user),
      },
    ]);
  };

  /** How often a deleted user was looked at. */
  const looked = (user: User) => (looks.has(keyOf(user)) ? { looks: looks.get(keyOf(user)) ?? 0 } : {});

  const observe = async (user: User, oneRead = false): Promise<UserObservation> => {
    const observation = await observer.observe(user, oneRead);
    shared.seen(user, observation);
    // Only who was seen to live can be missed by the final check of the run.
    if (usable(observation) && !noted.has(keyOf(user)) && !user.takenOver) await record(user, { deletedAt: null });
    return observation;
  };

  const createOne = async (options: UserOptions) => {
    // Users are alike where no requirement asks for a difference: a target may know one mark only (A45).
    const marks = marksFrom(profile.marks, preflightResult.ways);
    const marker = marks[(options.marker ?? 0) % Math.max(1, marks.length)];
    const creation = await createUser(context, options, marker);
    const { user } = creation;
    if (!user) return creation;
    observer.forget(user);
    looks.delete(keyOf(user));
    // Whichever tenant creates it: where the target does not keep tenants apart, the id is in use again.
    for (const tenant of ['own', 'other'] as const)
      if (deleted.delete(keyOf({ ...user, tenant })))
        await record({ ...user, tenant }, { deletedAt: null, recreated: true });
    return creation;
  };

  const createLiving = async (options: UserOptions): Promise<User> => {
    let creation = await createOne(options);
    // A creation without an answer may have made a user: it is repeated under another id or card (A49).
    for (let tries = 1; mayRepeat(creation, options) && tries < MOST_CREATIONS; tries += 1) {
      if (!(await runState.mayCreate(requirement.id, 1))) break;
      creation = await createOne(options);
    }
    if (!creation.user) throw new NotJudgedError(refusal(context, creation), creation.exchanges);
    // A special variant may leave nothing for a read to show: such a user is taken at the creating answer's word.
    return options.variant === undefined || options.variant === 'full'
      ? alive(creation.user, target.settleMs, options.shared)
      : creation.user;
  };

  const appear = (user: User, settleMs: number, oneRead = false) =>
    poll({ observe: () => observe(user, oneRead), done: usable, until: clock.now() + settleMs, clock });

  /**
   * The positive control: watches up to `settleMs` for the user to appear.
   * @param oneRead of who must live: only who is to be deleted has to be known to each read before
   */
  const alive = async (user: User, settleMs: number, oneRead = false): Promise<User> => {
    const { last } = await appear(user, settleMs, oneRead);
    const exchanges = [...user.exchanges, ...last.exchanges];
    if (usable(last)) return { ...user, exchanges };
    throw new NotJudgedError(notSeenLiving(user, last, vendor.profile.errors.code), exchanges);
  };

  const mayCreate = async (count: number): Promise<void> => {
    if (await runState.mayCreate(requirement.id, count)) return;
    const limit = `${env}_MAX_USERS (${target.maxUsers})`;
    const message = `This creates ${count} more ${count === 1 ? 'user' : 'users'}, and ${limit} does not allow that many: raise it.`;
    throw new NotJudgedError(notRun('no-user', message));
  };

  /** What keeps this run from having users at all. */
  const obstacle = (): NotJudgedError['notJudged'] | undefined => {
    if (preflightResult.stateless) return stateless;
    if (preflightResult.users === 'none') return notRun('no-user', noUsersMessage(env, preflightResult.noUsersBecause));
    return preflightResult.observe === 'none' ? unobservable(context) : undefined;
  };

  const wasDeleted = async (user: User, at: number): Promise<void> => {
    deleted.add(keyOf(user));
    proven.delete(keyOf(user));
    shared.deleted(user);
    journal.deleted(user);
    await record(user, { deletedAt: at });
  };

  const createAll = async (wanted: readonly UserOptions[]): Promise<User[]> => {
    const created: User[] = [];
    if (wanted.length > 0) await mayCreate(wanted.length);
    for (const options of wanted) created.push(await createLiving(options));
    return created;
  };

  return {
    async acquire(...wanted) {
      const notJudged = obstacle();
      if (notJudged) throw new NotJudgedError(notJudged);
      if (preflightResult.users !== 'offered') return shared.acquire(wanted, createAll);
      const users: User[] = [];
      for (const user of await offered.acquire(wanted)) users.push(await alive(user, 0));
      return users;
    },
    async create(options) {
      const notJudged = preflightResult.users === 'offered' ? notOffered(`${env}_USER_IDS`) : obstacle();
      if (notJudged) throw new NotJudgedError(notJudged);
      await mayCreate(1);
      const { user, exchange } = await createOne(options);
      if (!exchange) throw new NotJudgedError(suiteError('A command cannot create a user in a specific way.'));
      return { exchange, ...(user ? { user } : {}) };
    },
    observe: (user) => observe(user),
    watchLiving: async (user) => (await appear(user, target.settleMs)).last,
    async pollUntilGone(user, since) {
      const { settleMs, deadlineMs } = target;
      const observe = () => {
        looks.set(keyOf(user), (looks.get(keyOf(user)) ?? 0) + 1);
        return observer.afterDeletion(user);
      };
      const watched = await pollUntilGone({ observe, since, settleMs, deadlineMs, clock });
      const isGone = watched.last.state === 'gone';
      if (isGone) context.personalData.gone(user, clock.now());
      await record(user, { deletedAt: since, ...(isGone ? { seenGone: true } : {}) });
      return watched;
    },
    async survives(user) {
      await clock.sleep(preflightResult.latencyMs);
      const look = async (): Promise<UserObservation> => {
        const { observation, deleted: consumed } = await observer.confirmAlive(user);
        if (consumed) await wasDeleted(user, answeredAt(observation.exchanges.at(-1), clock.now()));
        return observation;
      };
      const isOver = (): boolean => deleted.has(keyOf(user));
      const { settleMs } = target;
      const observation = await observeConfirmed({ observe: look, saysHarm: isHarmed, isOver, settleMs, clock });
      shared.seen(user, observation);
      if (observation.state === 'living' && !isOver()) proven.add(keyOf(user));
      return observation;
    },
    observeConfirmed: (user, saysHarm) =>
      observeConfirmed({ observe: () => observe(user), saysHarm, settleMs: target.settleMs, clock }),
    wasDeleted,
    async release() {
      await offered.release(async (user) => {
        if (deleted.has(keyOf(user)) || doubted.has(keyOf(user))) return false;
        return proven.has(keyOf(user)) || (await observer.observe(user, true)).state === 'living';
      });
      await shared.handOn();
    },
    lost: () => shared.lost(),
    anyGone: () => shared.anyGone(),
    mustLive: (user) => record(user, { deletedAt: null }),
    async doubtful(user) {
      shared.withhold(user);
      doubted.add(keyOf(user));
      await record(user, { deletedAt: null, doubtful: true });
    },
  };
}

/** So often a creation is tried. */
const MOST_CREATIONS = 4;

/** Whether a creation got no answer and another one would be of another user. */
function mayRepeat({ user, exchange }: Creation, { id, card, keys }: UserOptions): boolean {
  return !user && isLost(exchange) && id === undefined && card === undefined && keys === undefined;
}

function noUsersMessage(env: string, because = 'None could be created.'): string {
  return `There is no user to test with. ${because} ${env}_USER_IDS is not set either; it takes disposable users.`;
}

const stateless = inconclusive(
  'stateless',
  'A user that was never created is answered as living, so nothing shows who was deleted.',
);

function notSeenLiving(user: User, last: UserObservation, codeAt: string): NotJudgedError['notJudged'] {
  const { notJudged } = last;
  if (notJudged && notJudged.reason !== 'undocumented-answer') return notJudged;
  const answers = last.exchanges.map((one) => `${one.operation ?? 'the read'} ${describeAnswer(one, codeAt)}`);
  const who = user.offered ? `The offered user ${JSON.stringify(user.id)}` : 'The user just created';
  const saw = [last.state, ...answers].join('; ');
  const message = `${who} was not observed to exist (${saw}), so its deletion would prove nothing.`;
  // What was created here and never seen is a hole in what the run can see (A47); an offered user may simply not exist.
  return user.offered ? notRun('setup', message) : inconclusive('unobservable', message);
}

function answeredAt(exchange: Exchange | undefined, otherwise: number): number {
  return exchange?.response ? exchange.at + exchange.response.durationMs : otherwise;
}
