import { bystander, deleteFirst, deletionOf, victimAndBystander } from './effects.ts';
import type { Check } from './types.ts';

/** A second deletion, after the first was seen to have taken effect. */
export const deleteAgain: Check = {
  name: 'delete-again',
  facts: ['status', 'body', 'listed', 'bystander'],
  needs: () => ({ deleted: 1, spared: 1 }),
  async run(scene) {
    const [victim, other] = await victimAndBystander(scene);
    const first = await deleteFirst(scene, victim);
    const { observation, exchange } = await deletionOf(scene, [victim], 'the second deletion');
    const exchanges = [...first, ...observation.exchanges];
    return [{ ...observation, exchanges }, await bystander(scene, other, [exchange])];
  },
};
