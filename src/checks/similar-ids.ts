import { isDeepStrictEqual } from 'node:util';
import type { UserObservation, User } from '../users/types.ts';
import { excused } from '../users/gateway-answer.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { bystander, sendDeletion, effectOfDeletion } from './steps/user-effects.ts';
import { createUnusualUser } from './steps/unusual-users.ts';
import type { Check, CheckContext } from './types.ts';
import { notObserved, suiteError, unobservable } from '../verdict/not-judged.ts';

/** Two users whose ids differ in one respect only: deleting one leaves the other (A22). */
export const similarIds: Check = {
  name: 'similar-ids',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { required: ['pair'], properties: { pair: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 1 }),
  special: () => true,
  async run(context) {
    const [victim, neighbour] = await twoUsers(context);
    const answer = await sendDeletion(context, [victim], `the deletion of ${JSON.stringify(victim.id)}`);
    const effects = await effectOfDeletion(context, victim, [answer]);
    return [answer.observation, ...effects, await bystander(context, neighbour, [answer.exchange])];
  },
};

async function twoUsers(context: CheckContext): Promise<[User, User]> {
  const name = context.requirement.with['pair'] as string;
  const pair = context.vendor.profile.users.ids.neighbours[name];
  if (!pair) throw new NotJudgedError(suiteError(`profile.yaml has no pair "${name}" (users.ids.neighbours).`));
  const [first, second] = pair.map(context.idFiller()) as [string, string];
  const one = await createUnusualUser(context, { id: first, marker: 0 });
  const other = await createUnusualUser(context, { id: second, marker: 1 });
  const observations = [await context.users.watchLiving(one), await context.users.watchLiving(other)] as const;
  if (showsOnly(observations[0], one, other) && showsOnly(observations[1], other, one)) return [one, other];
  const both = `${JSON.stringify(first)} and ${JSON.stringify(second)}`;
  const unseen = observations.every(({ state }) => state === 'living')
    ? notObserved(`${both} could not be told apart as two users.`)
    : unobservable(`${both} were created but not both seen to live.`);
  const exchanges = [
    ...one.exchanges,
    ...other.exchanges,
    ...observations.flatMap((observation) => observation.exchanges),
  ];
  throw new NotJudgedError(excused(observations[0].notJudged ?? observations[1].notJudged ?? unseen), exchanges);
}

function showsOnly({ state, markers }: UserObservation, user: User, other: User): boolean {
  const shows = (wanted: unknown): boolean => markers.some((marker) => isDeepStrictEqual(marker, wanted));
  return state === 'living' && shows(user.marker) && !shows(other.marker);
}
