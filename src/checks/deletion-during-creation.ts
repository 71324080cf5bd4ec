import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { User, UserObservation } from '../users/types.ts';
import { confirmedLook } from './steps/confirmed-look.ts';
import { cannotBeTheSame, sameAgain } from './steps/same-again.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { answeredAt, isAccepted } from './steps/response-facts.ts';
import { sendDeletion } from './steps/user-effects.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { notObserved, unobservable } from '../verdict/not-judged.ts';

/** Deadlines of deletions that are waited for, in ms; later ones show nothing here. */
const LONGEST_WAIT_MS = 10_000;

/** The mark of what is added, where the user has the first one. */
const ANOTHER_MARK = 2;

/**
 * Something is added to a user while the user's deletion is under way. Which of the two comes first is open, so the user
 * may be there afterwards with what was added; what the user had before must be gone (A46). A service that reads the whole
 * user, works and writes the whole user brings it back.
 */
export const deletionDuringCreation: Check = {
  name: 'deletion-during-creation',
  facts: ['oldData'],
  with: { required: ['variant'], properties: { variant: { type: 'string' } } },
  together: true,
  needs: () => ({ deleted: 1, preserved: 0 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const { variant } = context.requirement.with as { variant: string };
    const [user] = (await context.users.acquire({ marker: 0 })) as [User];
    const about = 'the deletion of a user while something is being added';
    const same = context.vendor.profile.users.chosenBy === 'caller' ? sameAgain(context, user) : undefined;
    if (!same) return [{ about, exchanges: user.exchanges, notJudged: cannotBeTheSame }];
    const adding = context.users.create({ ...same, variant, marker: ANOTHER_MARK });
    const [creation, deletion] = await Promise.allSettled([adding, deletedSoon(context, user, about)]);
    // Whether the user is there afterwards is open.
    await context.users.doubtful(user);
    if (creation.status === 'rejected') throw creation.reason;
    if (deletion.status === 'rejected') throw deletion.reason;
    const [added, { exchange, observation }] = [creation.value, deletion.value];
    const exchanges = [...user.exchanges, added.exchange, ...observation.exchanges];
    if (observation.notJudged) return [{ about, exchanges, notJudged: observation.notJudged }];
    if (!isAccepted(context, exchange)) return [{ about, exchanges, notJudged: refused }];
    const after = Math.max(answeredAt(exchange), answeredAt(added.exchange));
    return [await oldData(context, { user, after, exchanges: [...exchanges] })];
  },
};

/** The deletion, once what is added is on its way. */
async function deletedSoon(context: CheckContext, user: User, about: string): Promise<JudgedResponse> {
  await setImmediate();
  return sendDeletion(context, [user], about);
}

const refused = notObserved('The deletion was refused while something was being added, so nothing had to go.');

interface Deleted extends Pick<Observation, 'exchanges'> {
  readonly user: User;
  /** Instant of the later answer of the two, in ms since the epoch. */
  readonly after: number;
}

/** Whether the user still shows what there was before, once the deletion is due. */
async function oldData(context: CheckContext, { user, after, exchanges: earlier }: Deleted): Promise<Observation> {
  const { clock, target, users } = context;
  const about = 'what the user had before the deletion';
  const isOld = ({ markers }: UserObservation): boolean =>
    markers.some((marker) => isDeepStrictEqual(marker, user.marker));
  let look = await confirmedLook(context, user, isOld);
  if (isOld(look) && target.deadlineMs <= LONGEST_WAIT_MS) {
    await clock.sleep(after + target.deadlineMs - clock.now());
    look = await users.observe(user);
  }
  const exchanges = [...earlier, ...look.exchanges];
  if (look.state === 'gone' || look.state === 'terminating') return { about, exchanges, facts: { oldData: 'absent' } };
  if (user.marker === undefined || look.state !== 'living')
    return { about, exchanges, notJudged: look.notJudged ?? unobservable('No call shows the data of the user.') };
  if (!isOld(look)) return { about, exchanges, facts: { oldData: 'absent' } };
  if (clock.now() < after + target.deadlineMs) return { about, exchanges, notJudged: notDue };
  return { about, exchanges, facts: { oldData: 'present' } };
}

const notDue = notObserved(
  'The old data was still there when the settle time was over, and the deletion had time left.',
);
