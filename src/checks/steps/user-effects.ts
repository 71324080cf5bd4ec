import type { Exchange } from '../../http/types.ts';
import type { Sighting, User } from '../../users/types.ts';
import { Unjudgeable } from '../../users/not-judged-error.ts';
import { ask, type Answer } from './judged-request.ts';
import { answeredAt, isAccepted, listedFacts } from './response-facts.ts';
import { inconclusive, notObserved } from './why-not-judged.ts';
import type { Observation, Scene } from '../types.ts';

/** The words of the facts `victim`, `bystander` and `firstLook`. */
const STATES: readonly Sighting['state'][] = ['living', 'gone', 'terminating', 'answered 500'];

/** A look at a user as an observation: the fact of that name, or why there is none. */
export function seen(
  fact: 'victim' | 'bystander',
  about: string,
  look: Sighting,
  earlier: readonly Exchange[] = [],
): Observation {
  const exchanges = [...earlier, ...look.exchanges];
  if (STATES.includes(look.state)) return { about, exchanges, facts: { [fact]: look.state } };
  const unseen = inconclusive('unobservable', `Whether the ${fact} lives could not be observed.`);
  return { about, exchanges, trouble: look.trouble ?? unseen };
}

/** Whether somebody who must live still does. */
export async function bystander(scene: Scene, user: User, acts: readonly Exchange[]): Promise<Observation> {
  const about = 'the bystander';
  const [observation] = await asTrouble(about, async () => [
    seen('bystander', about, await scene.users.survives(user), acts),
  ]);
  return observation as Observation;
}

/** What cannot be judged of one thing must not take the verdict on the others with it. */
async function asTrouble(about: string, look: () => Promise<Observation[]>): Promise<Observation[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Unjudgeable)) throw error;
    return [{ about, exchanges: error.exchanges, trouble: error.trouble }];
  }
}

/** A valid deletion of these users, with the relation of the listed ids to those asked for. */
export async function deletionOf(
  scene: Scene,
  users: readonly User[],
  about: string,
  role: 'act' | 'setup' = 'act',
): Promise<Answer> {
  const ids = users.map(({ id }) => id);
  const { exchange, observation } = await ask(scene, { draft: scene.deletion(ids), role, about, valid: true });
  const { facts } = observation;
  if (!facts) return { exchange, observation };
  return { exchange, observation: { ...observation, facts: { ...facts, ...listedFacts(scene, exchange, ids) } } };
}

/**
 * What became of a user whose deletion was asked for: watched until gone where it was accepted, else looked at once.
 * Nothing is said of the user where no answer could be judged.
 * @param acts the deletions that named the user; the first accepted one counts
 */
export async function fate(
  scene: Scene,
  user: User,
  acts: readonly Answer[],
  about = 'the deleted user',
): Promise<Observation[]> {
  const sent = acts.map(({ exchange }) => exchange);
  const accepted = sent.find(isAccepted);
  return asTrouble(about, () =>
    accepted ? watched(scene, user, sent, answeredAt(accepted), about) : lookedAt(scene, user, acts, about),
  );
}

/** One look after a deletion that was refused or lost. */
async function lookedAt(scene: Scene, user: User, acts: readonly Answer[], about: string): Promise<Observation[]> {
  const sent = acts.map(({ exchange }) => exchange);
  const look = await scene.users.look(user);
  // What was refused or lost and yet deletes must not leave the run believing that the user lives.
  if (look.state === 'gone') await scene.users.wasDeleted(user, Math.max(...sent.map(answeredAt)));
  return acts.some(({ observation }) => observation.trouble)
    ? []
    : [withFirstLook(look, seen('victim', about, look, sent))];
}

async function watched(
  scene: Scene,
  user: User,
  sent: readonly Exchange[],
  since: number,
  about: string,
): Promise<Observation[]> {
  await scene.users.wasDeleted(user, since);
  const { first, last, trouble } = await scene.users.watchGone(user, since);
  const exchanges = [...new Set([...sent, ...first.exchanges, ...last.exchanges])];
  if (trouble) {
    const ifMet = trouble.reason === 'pending' ? { ifMet: { victim: 'gone', firstLook: first.state } } : {};
    return [{ about, exchanges, trouble, ...ifMet }];
  }
  const victim = { ...seen('victim', about, last), exchanges };
  if (!victim.facts || STATES.includes(first.state)) return [withFirstLook(first, victim)];
  const why = first.trouble ? ` ${first.trouble.message}` : '';
  const unseen = notObserved(`The first observation after the deletion cannot be judged.${why}`);
  return [victim, { about: 'the first observation', exchanges: first.exchanges, trouble: unseen }];
}

function withFirstLook(first: Sighting, victim: Observation): Observation {
  return victim.facts ? { ...victim, facts: { ...victim.facts, firstLook: first.state } } : victim;
}

/**
 * Deletes a user as a step towards what is judged.
 * @returns the exchanges that did it
 * @throws Unjudgeable where the user was not seen gone
 */
export async function deleteFirst(scene: Scene, user: User): Promise<readonly Exchange[]> {
  const first = await deletionOf(scene, [user], 'the first deletion', 'setup');
  const [victim] = await fate(scene, user, [first]);
  const { exchanges } = victim ?? first.observation;
  if (victim?.facts?.['victim'] === 'gone') return exchanges;
  const unseen = 'The first deletion had no visible effect, so this cannot be judged.';
  throw new Unjudgeable(first.observation.trouble ?? victim?.trouble ?? inconclusive('setup', unseen), exchanges);
}

/** The two users of a scenario: one to delete, one who must live. */
export async function victimAndBystander(scene: Scene, making?: string): Promise<[User, User]> {
  const [victim, other] = await scene.users.take(making === undefined ? {} : { making }, {});
  return [victim as User, other as User];
}

/** The users of a scenario: those to delete, and one who must live. */
export async function victimsAndBystander(scene: Scene, count: number): Promise<{ victims: User[]; other: User }> {
  const users = await scene.users.take(...Array.from({ length: count + 1 }, () => ({})));
  return { victims: users.slice(0, count), other: users.at(-1) as User };
}
