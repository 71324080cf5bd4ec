import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { User } from '../users/types.ts';
import { notObserved } from '../verdict/not-judged.ts';
import { sendControl } from './steps/control.ts';
import { byWeight, isUsable, sendWithInvalidCredentials, triable } from './steps/invalid-credentials.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { isAccepted } from './steps/response-facts.ts';
import { bystander, effectOfDeletion, sendDeletion, victimAndBystander } from './steps/user-effects.ts';
import type { Check, CheckContext } from './types.ts';

/** A user that refused requests have named (bad credentials, a broken body) is deleted by a valid request. */
export const deleteAfterRefusals: Check = {
  name: 'delete-after-refusals',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  badCredentials: () => [1],
  needs: () => ({ deleted: 1, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim, other] = await victimAndBystander(context);
    const refused = await refusals(context, victim);
    const exchanges = refused.map(({ exchange }) => exchange);
    if (exchanges.some((one) => isAccepted(context, one))) {
      await context.users.doubtful(victim);
      const notJudged = notObserved('A request that had to be refused was accepted, so it may have deleted the user.');
      return [{ about: 'the refused requests', exchanges, notJudged }];
    }
    const answer = await sendDeletion(context, [victim], 'the deletion after the refused requests');
    return [
      { ...answer.observation, exchanges: [...exchanges, ...answer.observation.exchanges] },
      ...(await effectOfDeletion(context, victim, [answer])),
      await bystander(context, other, [...exchanges, answer.exchange]),
    ];
  },
};

async function refusals(context: CheckContext, { id }: User): Promise<JudgedResponse[]> {
  const control = await sendControl(context);
  const [wrong] = triable(
    context,
    byWeight(context.authenticators.own.invalidCredentials.filter(isUsable)).slice(0, 1),
  );
  const how = { control, mayMatchControl: true };
  const draft = broken(context.deletion([id]));
  const about = 'a deletion whose body breaks the contract';
  return [
    ...(wrong ? [await sendWithInvalidCredentials(context, wrong, [id], { ...how, living: true })] : []),
    ...(draft ? [await sendJudged(context, { draft, role: 'fault', about, conforms: false, ...how })] : []),
  ];
}

/**
 * A list that holds itself beside its ids; an object in a list. Whatever a server makes of it, it holds nobody else's id.
 * Undefined where the body is no JSON.
 */
function broken(draft: UnsignedRequest): UnsignedRequest | undefined {
  try {
    const value = JSON.parse(String(draft.body)) as unknown;
    const body = Array.isArray(value) ? [...(value as unknown[]), value] : [value];
    return { ...draft, body: Buffer.from(JSON.stringify(body)) };
  } catch {
    return undefined;
  }
}
