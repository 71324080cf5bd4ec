import type { User } from '../users/types.ts';
import { Unjudgeable } from '../users/not-judged-error.ts';
import { bystander, deletionOf, fate } from './steps/user-effects.ts';
import { createSpecial } from './steps/unusual-users.ts';
import { suiteError, unobservable } from './steps/why-not-judged.ts';
import type { Check } from './types.ts';

/** A user whose id is odd but was accepted can be deleted like any other (A21). */
export const oddId: Check = {
  name: 'odd-id',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { required: ['id'], properties: { id: { type: 'string' } } },
  needs: () => ({ deleted: 1, spared: 1 }),
  special: () => true,
  async run(scene) {
    const name = scene.row.with['id'] as string;
    const template = scene.vendor.profile.users.ids.odd[name];
    if (template === undefined)
      throw new Unjudgeable(suiteError(`profile.yaml has no odd id "${name}" (users.ids.odd).`));
    const victim = await createSpecial(scene, { id: scene.idFiller()(template) });
    const look = await scene.users.watchLiving(victim);
    if (look.state !== 'living' && look.state !== 'presumed') {
      const unseen = unobservable(
        `The user with the id ${JSON.stringify(victim.id)} was created but never observed to exist.`,
      );
      throw new Unjudgeable(look.trouble ?? unseen, [...victim.exchanges, ...look.exchanges]);
    }
    const [other] = (await scene.users.take({})) as [User];
    const answer = await deletionOf(scene, [victim], `the deletion of ${JSON.stringify(victim.id)}`);
    const fates = await fate(scene, victim, [answer]);
    return [answer.observation, ...fates, await bystander(scene, other, [answer.exchange])];
  },
};
