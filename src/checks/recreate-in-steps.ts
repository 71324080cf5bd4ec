import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../http/types.ts';
import type { User, UserObservation, UserOptions } from '../users/types.ts';
import { confirmedLook } from './steps/confirmed-look.ts';
import { deleteFirst, effectOfDeletion, sendDeletion } from './steps/user-effects.ts';
import { cannotBeTheSame, sameAgain } from './steps/same-again.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { inconclusive, notObserved, unobservable } from '../verdict/not-judged.ts';

/** When the new user is looked at, in ms after it was made; and once more, as late as the run lingers. */
const WATCH_MS = [500, 2000];

const LAST_MS = Math.max(...WATCH_MS);

/** The mark of the new user, where the old one has the first two. */
const ANOTHER_MARK = 2;

/**
 * A user with several things of each kind is deleted and created again, step by step, with another mark (A46): old data
 * comes back at no step, the old deletion does not take the new user, and the new user is deletable.
 */
export const recreateInSteps: Check = {
  name: 'recreate-in-steps',
  facts: ['creation', 'oldData', 'newUser', 'status', 'body', 'listed', 'victim', 'firstLook'],
  needs: () => ({ deleted: 2, preserved: 1 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const [old] = (await context.users.acquire({ variant: 'full', marker: 0 })) as [User];
    const same = sameAgain(context, old);
    const about = 'creating the user again';
    if (!same) return [{ about, exchanges: [], notJudged: cannotBeTheSame }];
    const deletion = await deleteFirst(context, old);
    const { user, exchange } = await context.users.create({ ...same, variant: 'bare' });
    const exchanges = [...old.exchanges, ...deletion, exchange];
    const status = exchange.response?.status ?? 0;
    if (!user && status !== 500) {
      const around = whyNotJudged(exchange, 'The creation');
      return around ? [{ about, exchanges, notJudged: around }] : refused({ about, exchanges });
    }
    if (!user) return crashed(context, { about, exchanges });
    const created = { about, exchanges, facts: { creation: 'created' } };
    return [created, ...(await grownUp(context, { old, user, same, exchanges }))];
  },
};

function refused(attempt: Pick<Observation, 'about' | 'exchanges'>): Observation[] {
  const notJudged = notObserved('Creating the user again was refused, which is allowed; no data can have come back.');
  return [
    { ...attempt, facts: { creation: 'refused' } },
    { ...attempt, notJudged },
  ];
}

/** Answered 500 only for a deleted user's id: another user can be created (A46). */
async function crashed(
  context: CheckContext,
  attempt: Pick<Observation, 'about' | 'exchanges'>,
): Promise<Observation[]> {
  await context.users.acquire({});
  const notJudged = notObserved('The user could not be created again, so no data can have come back.');
  return [
    { ...attempt, facts: { creation: 'answered 500' } },
    { ...attempt, notJudged },
  ];
}

interface Again {
  readonly old: User;
  readonly user: User;
  readonly same: UserOptions;
  readonly exchanges: readonly Exchange[];
}

/** What the new user shows at each step, over the watch, and after its own deletion. */
async function grownUp(context: CheckContext, { old, user, same, exchanges }: Again): Promise<Observation[]> {
  // Read with the filters of the old marks as well.
  const marks = old.marks ?? [];
  const watched: User = { ...user, everyRead: { marks } };
  const observations = [await oldData(context, old, watched, 'the user created again, before anything is added')];
  if (context.vendor.profile.users.chosenBy === 'caller') {
    const further = await context.users.create({ ...same, marker: ANOTHER_MARK });
    observations.push(await oldData(context, old, watched, 'the user created again, after something was added'));
    if (!further.user) return [...observations, { about: 'the new user', exchanges, notJudged: bare }];
  }
  const seen = await context.users.watchLiving(user);
  if (seen.state !== 'living' && seen.state !== 'presumed')
    return [...observations, { about: 'the new user', exchanges: seen.exchanges, notJudged: seen.notJudged ?? unseen }];
  const start = context.clock.now();
  for (const ms of [...WATCH_MS, context.lingerMs].filter((one, at) => at < WATCH_MS.length || one > LAST_MS)) {
    await context.clock.sleep(start + ms - context.clock.now());
    observations.push(await oldData(context, old, watched, `the user created again, ${ms} ms later`));
  }
  const last = await confirmedLook(context, user, ({ state }) => state !== 'living' && state !== 'presumed');
  const about = 'the new user after the watch';
  const known = last.state !== 'unknown' && last.state !== 'presumed';
  observations.push(
    known
      ? { about, exchanges: last.exchanges, facts: { newUser: last.state } }
      : { about, exchanges: last.exchanges, notJudged: last.notJudged ?? notObserved('No call shows the new user.') },
  );
  if (known && last.state !== 'living') return [...observations, { about, exchanges: [], notJudged: lostAlready }];
  const again = await sendDeletion(context, [watched], 'the deletion of the new user');
  return [...observations, again.observation, ...(await effectOfDeletion(context, watched, [again], 'the new user'))];
}

const bare = notObserved('Nothing could be added to the user who was created again, so no read shows the user.');
const lostAlready = notObserved('The new user was gone before it was deleted.');
const unseen = unobservable('The user who was created again was not seen to live.');

/** What a read states where it states something; one whose filter is refused shows nothing (A45). */
const SAYS: readonly UserObservation['state'][] = ['living', 'gone', 'terminating'];

/** Whether the new user shows what the old one had, or the old id is back. */
async function oldData(context: CheckContext, old: User, user: User, about: string): Promise<Observation> {
  const marks = old.marks ?? [];
  const isOld = (mark: unknown): boolean => marks.some((one) => one !== undefined && isDeepStrictEqual(one, mark));
  const look = await confirmedLook(context, user, ({ markers }) => markers.some(isOld));
  const { exchanges, markers, notJudged, state, reads = [] } = look;
  const says = [state, ...reads.map((read) => read.state)].some((one) => SAYS.includes(one));
  if (state !== 'presumed' && !markers.some(isOld) && !says) {
    const unread = inconclusive('undocumented-answer', 'Reading the new user was answered 500.');
    return { about, exchanges, notJudged: notJudged ?? unread };
  }
  if (state === 'presumed') return { about, exchanges, notJudged: notObserved('No call shows the data of a user.') };
  if (markers.some(isOld)) return { about, exchanges, facts: { oldData: 'present' } };
  if (old.id === user.id) return { about, exchanges, facts: { oldData: 'absent' } };
  const former = await confirmedLook(context, old, (one) => one.state === 'living');
  const facts = { oldData: former.state === 'living' ? 'present' : 'absent' };
  return { about, exchanges: [...exchanges, ...former.exchanges], facts };
}
