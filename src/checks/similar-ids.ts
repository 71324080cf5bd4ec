import { isDeepStrictEqual } from 'node:util';
import type { Sighting, User } from '../users/types.ts';
import { Unjudgeable } from '../users/not-judged-error.ts';
import { bystander, deletionOf, fate } from './steps/user-effects.ts';
import { createSpecial } from './steps/unusual-users.ts';
import { notObserved, suiteError, unobservable } from './steps/why-not-judged.ts';
import type { Check, Scene } from './types.ts';

/** Two users whose ids differ in one respect only: deleting one leaves the other (A22). */
export const neighbourIds: Check = {
  name: 'neighbour-ids',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { required: ['pair'], properties: { pair: { type: 'string' } } },
  needs: () => ({ deleted: 1, spared: 1 }),
  special: () => true,
  async run(scene) {
    const [victim, neighbour] = await twoUsers(scene);
    const answer = await deletionOf(scene, [victim], `the deletion of ${JSON.stringify(victim.id)}`);
    const fates = await fate(scene, victim, [answer]);
    return [answer.observation, ...fates, await bystander(scene, neighbour, [answer.exchange])];
  },
};

async function twoUsers(scene: Scene): Promise<[User, User]> {
  const name = scene.row.with['pair'] as string;
  const pair = scene.vendor.profile.users.ids.neighbours[name];
  if (!pair) throw new Unjudgeable(suiteError(`profile.yaml has no pair "${name}" (users.ids.neighbours).`));
  const [first, second] = pair.map(scene.idFiller()) as [string, string];
  const one = await createSpecial(scene, { id: first, mark: 0 });
  const other = await createSpecial(scene, { id: second, mark: 1 });
  const looks = [await scene.users.watchLiving(one), await scene.users.watchLiving(other)] as const;
  if (showsOnly(looks[0], one, other) && showsOnly(looks[1], other, one)) return [one, other];
  const both = `${JSON.stringify(first)} and ${JSON.stringify(second)}`;
  const unseen = looks.every(({ state }) => state === 'living')
    ? notObserved(`${both} could not be told apart as two users.`)
    : unobservable(`${both} were created but not both seen to live.`);
  const exchanges = [...one.exchanges, ...other.exchanges, ...looks.flatMap((look) => look.exchanges)];
  throw new Unjudgeable(looks[0].trouble ?? looks[1].trouble ?? unseen, exchanges);
}

function showsOnly({ state, marks }: Sighting, user: User, other: User): boolean {
  const shows = (wanted: unknown): boolean => marks.some((mark) => isDeepStrictEqual(mark, wanted));
  return state === 'living' && shows(user.mark) && !shows(other.mark);
}
