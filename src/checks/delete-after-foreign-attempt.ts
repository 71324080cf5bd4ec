import type { User } from '../users/types.ts';
import { noSecondTenant, notObserved } from '../verdict/not-judged.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged } from './steps/judged-request.ts';
import { isAccepted } from './steps/response-facts.ts';
import { effectOfDeletion, sendDeletion } from './steps/user-effects.ts';
import type { Check, Observation } from './types.ts';

/**
 * A user that another tenant has asked for is deleted by its own: by the same body, so that an answer which is kept for a
 * body, or an id that is remembered as nobody's, is not the owner's.
 */
export const deleteAfterForeignAttempt: Check = {
  name: 'delete-after-foreign-attempt',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook'],
  needs: () => ({ deleted: 1, preserved: 0 }),
  async run(context): Promise<Observation[]> {
    const about = "another tenant's deletion of this tenant's user";
    const { other } = context.authenticators;
    if (!other) return [{ about, exchanges: [], notJudged: noSecondTenant(context.vendor.profile.env) }];
    const control = await sendControl(context);
    const [own] = (await context.users.acquire({})) as [User];
    const attempt = await sendJudged(context, {
      draft: context.deletion([own.id]),
      role: 'fault',
      about,
      conforms: true,
      control,
      mayMatchControl: true,
      sign: (request) => other.sign(request),
    });
    const { exchanges } = attempt.observation;
    if (isAccepted(context, attempt.exchange) && (await context.users.observe(own)).state !== 'living') {
      await context.users.doubtful(own);
      return [{ about, exchanges, notJudged: notObserved('The user was not seen to live after it.') }];
    }
    const answer = await sendDeletion(context, [own], 'the deletion by its own tenant');
    return [
      { ...answer.observation, exchanges: [...exchanges, ...answer.observation.exchanges] },
      ...(await effectOfDeletion(context, own, [answer])),
    ];
  },
};
