import type { Exchange } from '../http/types.ts';
import { createUser, refusal } from './create.ts';
import { createObserver, unobservable } from './observer.ts';
import { notOffered, offeredUsers } from './offered.ts';
import { describeAnswer, inconclusive, notRun, suiteError } from './responses.ts';
import type { Sighting, User, UserNote, Users, UsersContext, UserWish } from './types.ts';
import { Unjudgeable } from './not-judged-error.ts';
import { watch, watchUntilGone } from './poll.ts';

/** Whether a look allows the user to be used: seen living, or nothing can be seen before the deletion. */
const usable = ({ state }: Sighting): boolean => state === 'living' || state === 'presumed';

/** One row's users: created or offered, observed by the way that the preflight chose. */
export function createUsers(context: UsersContext): Users {
  const { row, vendor, target, standing, desk, clock, journal } = context;
  const { env, users: profile } = vendor.profile;
  const observer = createObserver(context);
  const offered = offeredUsers(context);
  const deleted = new Set<string>();
  const noted = new Set<string>();
  const proven = new Set<string>();
  let marksUsed = 0;
  const keyOf = ({ tenant, id }: User): string => `${tenant} ${id}`;

  const note = async (user: User, what: Omit<UserNote, 'id' | 'tenant' | 'offered' | 'row'>): Promise<void> => {
    noted.add(keyOf(user));
    await desk.note([{ id: user.id, tenant: user.tenant, offered: user.offered, row: row.id, ...what }]);
  };

  const look = async (user: User): Promise<Sighting> => {
    const sighting = await observer.look(user);
    // Only who was seen to live can be missed by the last look of the run.
    if (usable(sighting) && !noted.has(keyOf(user))) await note(user, { deletedAt: null });
    return sighting;
  };

  const make = async (wish: UserWish) => {
    const mark = profile.marks[(wish.mark ?? marksUsed++) % Math.max(1, profile.marks.length)];
    const creation = await createUser(context, wish, mark);
    const { user } = creation;
    if (!user) return creation;
    observer.forget(user);
    if (deleted.delete(keyOf(user))) await note(user, { deletedAt: null, recreated: true });
    return creation;
  };

  const makeLiving = async (wish: UserWish): Promise<User> => {
    const creation = await make(wish);
    if (!creation.user) throw new Unjudgeable(refusal(context, creation), creation.exchanges);
    // A special making may leave nothing for a read to show: such a user is taken at the creating answer's word.
    return wish.making === undefined ? alive(creation.user, target.settleMs) : creation.user;
  };

  const appear = (user: User, settleMs: number) =>
    watch({ look: () => look(user), enough: usable, until: clock.now() + settleMs, clock });

  /** The positive control: watches up to `settleMs` for the user to appear. */
  const alive = async (user: User, settleMs: number): Promise<User> => {
    const { last } = await appear(user, settleMs);
    const exchanges = [...user.exchanges, ...last.exchanges];
    if (usable(last)) return { ...user, exchanges };
    throw new Unjudgeable(notSeenLiving(user, last, vendor.profile.errors.code), exchanges);
  };

  const mayCreate = async (count: number): Promise<void> => {
    if (await desk.mayCreate(row.id, count)) return;
    const limit = `${env}_MAX_USERS (${target.maxUsers})`;
    const message = `This creates ${count} more ${count === 1 ? 'user' : 'users'}, and ${limit} does not allow that many: raise it.`;
    throw new Unjudgeable(notRun('no-user', message));
  };

  /** What keeps this run from having users at all. */
  const obstacle = (): Unjudgeable['trouble'] | undefined => {
    if (standing.stateless) return stateless;
    if (standing.users === 'none') return notRun('no-user', noUsers(env, standing.noUsersBecause));
    return standing.observe === 'none' ? unobservable(context) : undefined;
  };

  const wasDeleted = async (user: User, at: number): Promise<void> => {
    deleted.add(keyOf(user));
    proven.delete(keyOf(user));
    journal.deleted(user);
    await note(user, { deletedAt: at });
  };

  return {
    async take(...wishes) {
      const trouble = obstacle();
      if (trouble) throw new Unjudgeable(trouble);
      const users: User[] = [];
      if (standing.users === 'offered') {
        for (const user of await offered.take(wishes)) users.push(await alive(user, 0));
        return users;
      }
      await mayCreate(wishes.length);
      for (const wish of wishes) users.push(await makeLiving(wish));
      return users;
    },
    async create(wish) {
      const trouble = standing.users === 'offered' ? notOffered(`${env}_USER_IDS`) : obstacle();
      if (trouble) throw new Unjudgeable(trouble);
      await mayCreate(1);
      const { user, exchange } = await make(wish);
      if (!exchange) throw new Unjudgeable(suiteError('A command cannot create a user in a specific way.'));
      return { exchange, ...(user ? { user } : {}) };
    },
    look,
    watchLiving: async (user) => (await appear(user, target.settleMs)).last,
    async watchGone(user, since) {
      const { settleMs, deadlineMs } = target;
      const look = () => observer.afterDeletion(user);
      const watched = await watchUntilGone({ look, since, settleMs, deadlineMs, clock });
      if (watched.last.state === 'gone') await note(user, { deletedAt: since, seenGone: true });
      return watched;
    },
    async survives(user) {
      await clock.sleep(standing.latencyMs);
      const { sighting, deleted: consumed } = await observer.prove(user);
      if (consumed) await wasDeleted(user, answeredAt(sighting.exchanges.at(-1), clock.now()));
      else if (sighting.state === 'living') proven.add(keyOf(user));
      return sighting;
    },
    wasDeleted,
    async giveBack() {
      await offered.giveBack(async (user) => {
        if (deleted.has(keyOf(user))) return false;
        return proven.has(keyOf(user)) || (await observer.look(user)).state === 'living';
      });
    },
  };
}

function noUsers(env: string, because = 'None could be created.'): string {
  return `There is no user to test with. ${because} ${env}_USER_IDS is not set either; it takes disposable users.`;
}

const stateless = inconclusive(
  'stateless',
  'A user that was never created is answered as living, so nothing shows who was deleted.',
);

function notSeenLiving(user: User, last: Sighting, codeAt: string): Unjudgeable['trouble'] {
  const { trouble } = last;
  if (trouble && trouble.reason !== 'undocumented-answer') return trouble;
  const answers = last.exchanges.map((one) => `${one.operation ?? 'the read'} ${describeAnswer(one, codeAt)}`);
  const who = user.offered ? `The offered user ${JSON.stringify(user.id)}` : 'The user just created';
  const saw = [last.state, ...answers].join('; ');
  return notRun('setup', `${who} was not observed to exist (${saw}), so its deletion would prove nothing.`);
}

function answeredAt(exchange: Exchange | undefined, otherwise: number): number {
  return exchange?.response ? exchange.at + exchange.response.durationMs : otherwise;
}
