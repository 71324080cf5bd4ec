import { bystander, deleteFirst, deletionOf, victimAndBystander } from './steps/user-effects.ts';
import { Unjudgeable } from '../users/not-judged-error.ts';
import type { Check } from './types.ts';

/** A second deletion, after the first was seen to have taken effect; `early`: or while it is still under way. */
export const deleteAgain: Check = {
  name: 'delete-again',
  facts: ['status', 'body', 'listed', 'bystander'],
  with: { properties: { early: { type: 'boolean' } } },
  needs: () => ({ deleted: 1, spared: 1 }),
  async run(scene) {
    const [victim, other] = await victimAndBystander(scene);
    const first = await deleteFirst(scene, victim).catch((error: unknown) => {
      const isPending = error instanceof Unjudgeable && error.trouble.reason === 'pending';
      if (isPending && scene.row.with['early'] === true) return error.exchanges;
      throw error;
    });
    const { observation, exchange } = await deletionOf(scene, [victim], 'the second deletion');
    const exchanges = [...first, ...observation.exchanges];
    return [{ ...observation, exchanges }, await bystander(scene, other, [exchange])];
  },
};
