import { bystander, deleteFirst, sendDeletion, victimAndBystander } from './steps/user-effects.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { Check } from './types.ts';

/** A second deletion, after the first was seen to have taken effect; `early`: or while it is still under way. */
export const deleteAgain: Check = {
  name: 'delete-again',
  facts: ['status', 'body', 'listed', 'bystander'],
  with: { properties: { early: { type: 'boolean' } } },
  needs: () => ({ deleted: 1, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim, other] = await victimAndBystander(context);
    const first = await deleteFirst(context, victim).catch((error: unknown) => {
      const isPending = error instanceof NotJudgedError && error.notJudged.reason === 'pending';
      if (isPending && context.requirement.with['early'] === true) return error.exchanges;
      throw error;
    });
    const { observation, exchange } = await sendDeletion(context, [victim], 'the second deletion');
    const exchanges = [...first, ...observation.exchanges];
    return [{ ...observation, exchanges }, await bystander(context, other, [exchange])];
  },
};
