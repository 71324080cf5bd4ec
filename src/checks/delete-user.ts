import { bystander, deletionOf, fate, victimAndBystander } from './steps/user-effects.ts';
import type { Check } from './types.ts';

/** One valid deletion: its answer, what becomes of the user, and that nobody else goes with them. */
export const deleteUser: Check = {
  name: 'delete-user',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { properties: { making: { type: 'string' } } },
  needs: () => ({ deleted: 1, spared: 1 }),
  special: ({ with: { making } }) => making !== undefined,
  async run(scene) {
    const [victim, other] = await victimAndBystander(scene, scene.row.with['making'] as string | undefined);
    const answer = await deletionOf(scene, [victim], 'the deletion');
    return [
      answer.observation,
      ...(await fate(scene, victim, [answer])),
      await bystander(scene, other, [answer.exchange]),
    ];
  },
};
