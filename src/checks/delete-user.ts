import { bystander, sendDeletion, effectOfDeletion, victimAndBystander } from './steps/user-effects.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Check } from './types.ts';

/** One valid deletion: its answer, what becomes of the user, and that nobody else goes with them. */
export const deleteUser: Check = {
  name: 'delete-user',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: { properties: { variant: { type: 'string' } } },
  needs: (requirement) => ({ deleted: 1, preserved: 1, shared: isUsual(requirement) ? 0 : 1 }),
  special: ({ with: { variant } }) => (variant ?? 'full') !== 'full',
  async run(context) {
    const variant = context.requirement.with['variant'] as string | undefined;
    // Of the usual deletion the other is a user of the same moment: an off-by-one deletes that one.
    const how = isUsual(context.requirement) ? { other: {} } : {};
    const [victim, other] = await victimAndBystander(context, {
      ...how,
      ...(variant === undefined ? {} : { variant }),
    });
    const answer = await sendDeletion(context, [victim], 'the deletion');
    return [
      answer.observation,
      ...(await effectOfDeletion(context, victim, [answer])),
      await bystander(context, other, [answer.exchange]),
    ];
  },
};

const isUsual = ({ with: { variant } }: Pick<Requirement, 'with'>): boolean => variant === undefined;
