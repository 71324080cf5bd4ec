import type { User } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { bystander, sendDeletion, effectOfDeletion } from './steps/user-effects.ts';
import { createLivingUnusualUser } from './steps/unusual-users.ts';
import { listedFacts } from './steps/response-facts.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import type { Check, CheckContext } from './types.ts';
import { suiteError } from '../verdict/not-judged.ts';
import { describeVariations, VARIATION_NAMES, variationOf, varied } from './variations/index.ts';

/**
 * A user whose id is odd but was accepted can be deleted like any other (A21); with `variation`, by a request that is
 * written otherwise (A32).
 */
export const unusualIdUserIsDeleted: Check = {
  name: 'unusual-id-user-is-deleted',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: {
    required: ['id'],
    properties: { id: { type: 'string' }, variation: { enum: [...VARIATION_NAMES] } },
  },
  needs: () => ({ deleted: 1, preserved: 1, shared: 1 }),
  special: () => true,
  async run(context) {
    const name = context.requirement.with['id'] as string;
    const template = context.vendor.profile.users.ids.odd[name];
    if (template === undefined)
      throw new NotJudgedError(suiteError(`profile.yaml has no odd id "${name}" (users.ids.odd).`));
    const victim = await createLivingUnusualUser(context, context.idFiller()(template));
    const [other] = (await context.users.acquire({ shared: true })) as [User];
    const answer = await deleteUnusual(context, victim);
    const effects = await effectOfDeletion(context, victim, [answer]);
    return [answer.observation, ...effects, await bystander(context, other, [answer.exchange])];
  },
};

async function deleteUnusual(context: CheckContext, victim: User): Promise<JudgedResponse> {
  const about = `the deletion of ${JSON.stringify(victim.id)}`;
  const name = context.requirement.with['variation'] as string | undefined;
  if (name === undefined) return sendDeletion(context, [victim], about);
  const variations = [variationOf(name)];
  const { exchange, observation } = await sendJudged(context, {
    ...varied(context.deletion([victim.id]), variations, context.vendor),
    role: 'act',
    about: `${about} with ${describeVariations(variations)}`,
    conforms: true,
  });
  const { facts } = observation;
  if (!facts) return { exchange, observation };
  return {
    exchange,
    observation: { ...observation, facts: { ...facts, ...listedFacts(context, exchange, [victim.id]) } },
  };
}
