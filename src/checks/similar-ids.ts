import { NotJudgedError } from '../users/not-judged-error.ts';
import { bystander, sendDeletion, effectOfDeletion } from './steps/user-effects.ts';
import { twoUsers } from './steps/two-users.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { notObserved, suiteError } from '../verdict/not-judged.ts';

/** Two users whose ids differ in one respect only: deleting one leaves the other (A22). */
export const similarIds: Check = {
  name: 'similar-ids',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { required: ['pair'], properties: { pair: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 1 }),
  special: () => true,
  async run(context) {
    const [victim, neighbour] = await twoUsers(context, pairOf(context), true);
    const answer = await sendDeletion(context, [victim], `the deletion of ${JSON.stringify(victim.id)}`);
    const effects = await effectOfDeletion(context, victim, [answer]);
    const spared = await bystander(context, neighbour, [answer.exchange]);
    return [answer.observation, ...effects, seenAsTwo(context) ? spared : presumed(spared)];
  },
};

/** Where a second deletion is the observation, nobody was seen before. */
const seenAsTwo = ({ preflightResult }: CheckContext): boolean => preflightResult.observe !== 'repeat';

/** That the neighbour could be deleted after the user shows that they were two; that it could not may mean they were one. */
function presumed(observation: Observation): Observation {
  if (observation.facts?.['bystander'] === 'living' || !observation.facts) return observation;
  const { about, exchanges } = observation;
  const message =
    'The neighbour was not there any more: the two ids may be those of one user, which no read showed before.';
  return { about, exchanges, notJudged: notObserved(message) };
}

function pairOf(context: CheckContext): readonly [string, string] {
  const name = context.requirement.with['pair'] as string;
  const pair = context.vendor.profile.users.ids.neighbours[name];
  if (!pair) throw new NotJudgedError(suiteError(`profile.yaml has no pair "${name}" (users.ids.neighbours).`));
  return pair.map(context.idFiller()) as [string, string];
}
