import type { Exchange } from '../../http/types.ts';
import type { UserObservation, User, UserOptions } from '../../users/types.ts';
import { signedBy } from '../../users/operation-requests.ts';
import { isHarmed } from '../../users/confirm.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { sendJudged, type JudgedResponse } from './judged-request.ts';
import { answeredAt, isAccepted, listedFacts } from './response-facts.ts';
import type { Observation, CheckContext } from '../types.ts';
import { FACT_WORDS } from '../../verdict/fact-words.ts';
import { inconclusive, notObserved } from '../../verdict/not-judged.ts';

const STATES: readonly UserObservation['state'][] = FACT_WORDS.victim;

/** A look at a user as an observation: the fact of that name, or why there is none. */
export function observationOf(
  fact: 'victim' | 'bystander',
  about: string,
  observation: UserObservation,
  earlier: readonly Exchange[] = [],
): Observation {
  const exchanges = [...earlier, ...observation.exchanges];
  if (STATES.includes(observation.state)) return { about, exchanges, facts: { [fact]: observation.state } };
  const unseen = inconclusive('unobservable', `Whether the ${fact} lives could not be observed.`);
  return { about, exchanges, notJudged: observation.notJudged ?? unseen };
}

/** Whether somebody who must live still does. */
export async function bystander(context: CheckContext, user: User, acts: readonly Exchange[]): Promise<Observation> {
  const about = 'another user';
  const [observation] = await asObservation(about, async () => [
    observationOf('bystander', about, await context.users.survives(user), acts),
  ]);
  return observation as Observation;
}

/** What cannot be judged of one thing must not take the verdict on the others with it. */
async function asObservation(about: string, observe: () => Promise<Observation[]>): Promise<Observation[]> {
  try {
    return await observe();
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return [{ about, exchanges: error.exchanges, notJudged: error.notJudged }];
  }
}

/** A valid deletion of these users by their tenant, with the relation of the listed ids to those asked for. */
export async function sendDeletion(
  context: CheckContext,
  users: readonly User[],
  about: string,
  role: 'act' | 'setup' = 'act',
): Promise<JudgedResponse> {
  const { authenticators, vendor } = context;
  const ids = users.map(({ id }) => id);
  const { exchange, observation } = await sendJudged(context, {
    draft: context.deletion(ids),
    role,
    about,
    conforms: true,
    ...signedBy(users[0]?.tenant ?? 'own', authenticators, vendor.profile.env),
  });
  const { facts } = observation;
  if (!facts) return { exchange, observation };
  return { exchange, observation: { ...observation, facts: { ...facts, ...listedFacts(context, exchange, ids) } } };
}

/**
 * What became of a user whose deletion was asked for: watched until gone where it was accepted, else looked at once.
 * Nothing is reported about the user where no answer could be judged.
 * @param acts the deletions that named the user; the first accepted one counts
 */
export async function effectOfDeletion(
  context: CheckContext,
  user: User,
  acts: readonly JudgedResponse[],
  about = 'the deleted user',
): Promise<Observation[]> {
  const sent = acts.map(({ exchange }) => exchange);
  const accepted = sent.find((one) => isAccepted(context, one));
  const seen = await asObservation(about, () =>
    accepted
      ? observedUntilGone(context, user, sent, answeredAt(accepted), about)
      : observedOnce(context, user, acts, about),
  );
  return seen.map((one) => ({ ...one, validlyDeleted: true }));
}

/** One look after a deletion that was refused or lost. */
async function observedOnce(
  context: CheckContext,
  user: User,
  acts: readonly JudgedResponse[],
  about: string,
): Promise<Observation[]> {
  const sent = acts.map(({ exchange }) => exchange);
  // What was refused or lost and yet deletes must not leave the run believing that the user lives; nor may a replica
  // that has not heard of the user yet.
  const observation = await context.users.observeConfirmed(user, isHarmed);
  if (observation.state === 'gone') await context.users.wasDeleted(user, Math.max(...sent.map(answeredAt)));
  return acts.some(({ observation }) => observation.notJudged)
    ? []
    : [withFirstLook(observation, observationOf('victim', about, observation, sent))];
}

async function observedUntilGone(
  context: CheckContext,
  user: User,
  sent: readonly Exchange[],
  since: number,
  about: string,
): Promise<Observation[]> {
  await context.users.wasDeleted(user, since);
  const { first, last, notJudged } = await context.users.pollUntilGone(user, since);
  const exchanges = [...new Set([...lookBefore(user), ...sent, ...first.exchanges, ...last.exchanges])];
  if (notJudged) {
    const factsWhenDeleted =
      notJudged.reason === 'pending' ? { factsWhenDeleted: { victim: 'gone', firstLook: first.state } } : {};
    return [{ about, exchanges, notJudged, concerns: NEED_ERASURE, ...factsWhenDeleted }];
  }
  const victim = { ...observationOf('victim', about, last), exchanges };
  if (!victim.facts || STATES.includes(first.state)) return [withFirstLook(first, victim)];
  const why = first.notJudged ? ` ${first.notJudged.message}` : '';
  const unseen = notObserved(`The first observation after the deletion cannot be judged.${why}`);
  return [victim, { about: 'the first observation', exchanges: first.exchanges, notJudged: unseen }];
}

/**
 * What waits for the deletion to be done: the effects, and that nobody else is harmed by it (A47). What was answered is
 * judged at once.
 */
const NEED_ERASURE = ['victim', 'firstLook', 'effect', 'bystander', 'preserved'];

/** The look that showed the user living before anything was deleted: without it, being gone proves nothing. */
const lookBefore = ({ exchanges }: User): readonly Exchange[] =>
  exchanges.filter(({ role }) => role === 'observe').slice(-1);

function withFirstLook(first: UserObservation, victim: Observation): Observation {
  return victim.facts ? { ...victim, facts: { ...victim.facts, firstLook: first.state } } : victim;
}

/**
 * Deletes a user as a step towards what is judged.
 * @returns the exchanges that did it
 * @throws NotJudgedError where the user was not seen to go
 */
export async function deleteFirst(context: CheckContext, user: User): Promise<readonly Exchange[]> {
  const first = await sendDeletion(context, [user], 'the first deletion', 'setup');
  const [victim] = await effectOfDeletion(context, user, [first]);
  const { exchanges } = victim ?? first.observation;
  // One who is being terminated is deleted as far as anybody can see (C21).
  if (['gone', 'terminating'].includes(String(victim?.facts?.['victim']))) return exchanges;
  const unseen = 'The first deletion had no visible effect, so this cannot be judged.';
  throw new NotJudgedError(
    first.observation.notJudged ?? victim?.notJudged ?? inconclusive('not-deleted', unseen),
    exchanges,
  );
}

/** Who has several things is read in every way that shows them. */
const variantOf = (variant: string | undefined): UserOptions =>
  variant === undefined ? {} : { variant, ...(variant === 'full' ? { everyRead: true } : {}) };

/**
 * The two users of a scenario: one to delete, one who must live.
 * @param other how the latter is made; default: it may be one that an earlier requirement has seen living
 */
export async function victimAndBystander(
  context: CheckContext,
  { variant, other: options = { shared: true } }: { variant?: string; other?: UserOptions } = {},
): Promise<[User, User]> {
  const [victim, other] = await context.users.acquire(variantOf(variant), options);
  return [victim as User, other as User];
}

/** The users of a scenario: those to delete, and one who must live, perhaps as seen by an earlier requirement. */
export async function victimsAndBystander(
  context: CheckContext,
  count: number,
  options: UserOptions = {},
  first: UserOptions = options,
): Promise<{ victims: User[]; other: User }> {
  const others = Array.from({ length: count - 1 }, () => options);
  const users = await context.users.acquire(first, ...others, { shared: true });
  return { victims: users.slice(0, count), other: users.at(-1) as User };
}
