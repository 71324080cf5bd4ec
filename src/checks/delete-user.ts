import { bystander, sendDeletion, effectOfDeletion, victimAndBystander } from './steps/user-effects.ts';
import type { Check } from './types.ts';

/** One valid deletion: its answer, what becomes of the user, and that nobody else goes with them. */
export const deleteUser: Check = {
  name: 'delete-user',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { properties: { making: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 1 }),
  special: ({ with: { making: variant } }) => (variant ?? 'full') !== 'full',
  async run(context) {
    const [victim, other] = await victimAndBystander(context, context.requirement.with['making'] as string | undefined);
    const answer = await sendDeletion(context, [victim], 'the deletion');
    return [
      answer.observation,
      ...(await effectOfDeletion(context, victim, [answer])),
      await bystander(context, other, [answer.exchange]),
    ];
  },
};
