import type { Exchange } from '../../http/types.ts';
import type { User } from '../../users/types.ts';
import { Unjudgeable } from '../../users/not-judged-error.ts';
import { ask, type Answer } from './judged-request.ts';
import { seen } from './user-effects.ts';
import { answeredAt, isAccepted } from './response-facts.ts';
import { askWithTwin, isUsable, triable } from './invalid-credentials.ts';
import { unknownIds } from './unknown-ids.ts';
import type { Observation, Scene } from '../types.ts';

/** One faulty request that can be aimed at a user. */
export interface Fault {
  readonly description: string;
  aim(victim: User): Promise<Answer>;
}

/** The cases and the usable twins that the row claims. */
export function faultsOf(scene: Scene, control: Exchange): Fault[] {
  const beside = { control, mayMatchControl: true };
  const cases = scene.cases.map((one): Fault => ({
    description: one.description,
    aim({ id }) {
      const { description: about, valid, ids, provoking = false } = one;
      const draft = one.apply(scene.deletion(unknownIds(scene, ids, [id])));
      return ask(scene, { draft, role: 'fault', about, valid, provoking, ...beside });
    },
  }));
  const twins = triable(scene, scene.twins.filter(isUsable)).map((twin): Fault => ({
    description: twin.description,
    aim: ({ id }) => askWithTwin(scene, twin, [id], { ...beside, living: true }),
  }));
  return [...cases, ...twins];
}

/** Whether a look shows that the user was deleted or is about to be. */
export function isDead({ facts }: Observation): boolean {
  return facts?.['victim'] === 'gone' || facts?.['victim'] === 'terminating';
}

/** Whether a faulty request's victim survived it, as far as it had to. */
export async function survival(
  scene: Scene,
  user: User,
  about: string,
  acts: readonly Exchange[],
): Promise<Observation> {
  const look = seen('victim', about, await scene.users.survives(user), acts);
  // The run must not take for living who is gone.
  if (isDead(look)) await scene.users.wasDeleted(user, Math.max(...acts.map(answeredAt)));
  return look;
}

/**
 * Aims each fault at a fresh victim of its own, the accepted ones first, after one that took them all has died.
 * @param lenient an accepted request may delete: its victim is not judged, everybody else's is
 * @returns strict: the first culprit, if one is found; lenient: what became of every victim that is judged
 */
export async function tryAlone(
  scene: Scene,
  faults: readonly { readonly fault: Fault; readonly answer: Answer }[],
  lenient: boolean,
): Promise<Observation[]> {
  const rank = ({ answer }: { answer: Answer }): number => (isAccepted(answer.exchange) ? 0 : 1);
  const found: Observation[] = [];
  for (const { fault } of faults.toSorted((a, b) => rank(a) - rank(b))) {
    const look = await alone(scene, fault, lenient);
    if (look === 'free to delete') continue;
    if (lenient) found.push(look);
    else if (isDead(look)) return [look];
    else if (look.trouble?.verdict === 'not-run') return [];
  }
  return found;
}

async function alone(scene: Scene, fault: Fault, lenient: boolean): Promise<Observation | 'free to delete'> {
  const about = `the victim of one request (${fault.description})`;
  try {
    const [user] = await scene.users.take({});
    const { exchange, observation } = await fault.aim(user as User);
    const look = await survival(scene, user as User, about, observation.exchanges);
    return lenient && isAccepted(exchange) ? 'free to delete' : look;
  } catch (error) {
    if (!(error instanceof Unjudgeable)) throw error;
    return { about, exchanges: error.exchanges, trouble: error.trouble };
  }
}
