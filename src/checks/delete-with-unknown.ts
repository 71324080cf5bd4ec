import type { User } from '../users/types.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { bystander, victimsAndBystander } from './steps/user-effects.ts';
import { isAccepted, isListed } from './steps/response-facts.ts';
import { responseAndEffect } from './steps/response-matches-effect.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

/** A living user and an id that nobody has in one deletion, in both orders. */
export const deleteWithUnknown: Check = {
  name: 'delete-with-unknown',
  facts: ['status', 'body', 'listed', 'effect', 'unknown', 'bystander'],
  needs: () => ({ deleted: 2, preserved: 1, shared: 1 }),
  async run(context) {
    const notJudged = declared('A deletion of this vendor names one user only.');
    if (!context.vendor.profile.deletion.many) return [{ about: 'a batch', exchanges: [], notJudged }];
    const { victims, other } = await victimsAndBystander(context, 2);
    const [one, two] = victims as [User, User];
    const [nobody, noOne] = [context.unknownId(), context.unknownId()];
    return [
      ...(await tried(context, one, [one.id, nobody], nobody)),
      ...(await tried(context, two, [noOne, two.id], noOne)),
      await bystander(context, other, []),
    ];
  },
};

async function tried(
  context: CheckContext,
  user: User,
  ids: readonly string[],
  nobody: string,
): Promise<Observation[]> {
  const about = `an unknown id ${ids[0] === nobody ? 'before' : 'after'} a known one`;
  const answer = await sendJudged(context, { draft: context.deletion(ids), role: 'act', about, conforms: true });
  return responseAndEffect(context, alsoListed(context, answer, nobody), { user, ids });
}

/** The fact `unknown`: whether the answer lists the id that nobody has. */
function alsoListed(context: CheckContext, answer: JudgedResponse, nobody: string): JudgedResponse {
  const { observation, exchange } = answer;
  const { facts } = observation;
  if (!facts) return answer;
  const isNamed = isAccepted(context, exchange) && isListed(context, exchange, nobody);
  const unknown = isNamed ? 'listed' : 'absent';
  return { ...answer, observation: { ...observation, facts: { ...facts, unknown } } };
}
