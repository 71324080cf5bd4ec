import type { Exchange } from '../../http/types.ts';
import type { User, UserOptions } from '../../users/types.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { sendJudged, type JudgedResponse } from './judged-request.ts';
import { observationOf } from './user-effects.ts';
import { answeredAt, isAccepted, isSuccess } from './response-facts.ts';
import { sendWithInvalidCredentials, triable } from './invalid-credentials.ts';
import { withOtherLabels } from './relabelled-credentials.ts';
import { unknownIds } from './unknown-ids.ts';
import type { Observation, CheckContext } from '../types.ts';
import { suiteError } from '../../verdict/not-judged.ts';

/** One faulty request that can be aimed at a user. */
export interface Fault {
  readonly description: string;
  sendNaming(victim: User): Promise<JudgedResponse>;
}

/** The cases and the usable invalid credentials that the requirement claims. */
export function faultsOf(context: CheckContext, control: Exchange): Fault[] {
  // Who must survive may be named again; whose deletion an accepted request allows may not: its effect would be taken
  // for that of the repetition.
  const repeatable = context.requirement.with['lenient'] !== true;
  const shared = { control, mayMatchControl: true, repeatable };
  const cases = context.cases.map((one): Fault => ({
    description: one.description,
    sendNaming({ id }) {
      const { description: about, conforms, ids, provoking = false } = one;
      const draft = one.apply(context.deletion(unknownIds(context, ids, [id])));
      return sendJudged(context, { draft, role: 'fault', about, conforms, provoking, ...shared });
    },
  }));
  const invalidCredentials = triable(context, withOtherLabels(context, context.invalidCredentials)).map(
    (invalid): Fault => ({
      description: invalid.description,
      sendNaming: ({ id }) => sendWithInvalidCredentials(context, invalid, [id], { ...shared, living: true }),
    }),
  );
  return [...cases, ...invalidCredentials];
}

/**
 * How the victim of a requirement's faults is created: with the odd id that `with.id` names, where the run chooses ids; a
 * user that exists already serves as well, if not for every fault.
 */
export function faultVictim(context: CheckContext): UserOptions {
  const { requirement, vendor, target } = context;
  const name = requirement.with['id'] as string | undefined;
  if (name === undefined || target.userIds !== undefined || target.createUserCommand !== undefined) return {};
  const template = vendor.profile.users.ids.odd[name];
  if (template === undefined)
    throw new NotJudgedError(suiteError(`profile.yaml has no odd id "${name}" (users.ids.odd).`));
  return { id: context.idFiller()(template) };
}

/** Whether a look shows that the user was deleted or is about to be. */
export function isDead({ facts }: Observation): boolean {
  return facts?.['victim'] === 'gone' || facts?.['victim'] === 'terminating';
}

/** Whether a faulty request's victim survived it, as far as it had to. */
export async function survival(
  context: CheckContext,
  user: User,
  about: string,
  acts: readonly Exchange[],
): Promise<Observation> {
  const observation = observationOf('victim', about, await context.users.survives(user), acts);
  // The run must not take for living who is gone.
  if (isDead(observation)) await context.users.wasDeleted(user, Math.max(...acts.map(answeredAt)));
  return observation;
}

/**
 * Aims each fault at a fresh victim of its own, the accepted ones first, after one that took them all has died.
 * @param lenient an accepted request may delete: its victim is not judged, everybody else's is
 * @returns strict: the first culprit, if one is found; lenient: what became of every victim that is judged
 */
export async function isolateCulprit(
  context: CheckContext,
  faults: readonly { readonly fault: Fault; readonly answer: JudgedResponse }[],
  lenient: boolean,
): Promise<Observation[]> {
  const rank = ({ answer }: { answer: JudgedResponse }): number => (isSuccess(answer.exchange) ? 0 : 1);
  const found: Observation[] = [];
  for (const { fault } of faults.toSorted((a, b) => rank(a) - rank(b))) {
    const observation = await alone(context, fault, lenient);
    if (observation === 'free to delete') continue;
    if (lenient) found.push(observation);
    else if (isDead(observation)) return [observation];
    else if (observation.notJudged?.verdict === 'not-run') return [];
  }
  return found;
}

async function alone(context: CheckContext, fault: Fault, lenient: boolean): Promise<Observation | 'free to delete'> {
  const about = `the victim of one request (${fault.description})`;
  try {
    const [user] = await context.users.acquire(faultVictim(context));
    const { exchange, observation } = await fault.sendNaming(user as User);
    const userObservation = await survival(context, user as User, about, observation.exchanges);
    return lenient && isAccepted(context, exchange) ? 'free to delete' : userObservation;
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return { about, exchanges: error.exchanges, notJudged: error.notJudged };
  }
}
