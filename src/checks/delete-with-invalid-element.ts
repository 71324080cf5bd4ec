import { sendJudged } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander, victimsAndBystander } from './steps/user-effects.ts';
import { responseAndEffect } from './steps/response-matches-effect.ts';
import { spellingsIn } from './steps/response-facts.ts';
import { unknownIds } from './steps/unknown-ids.ts';
import type { User } from '../users/types.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { notObserved } from '../verdict/not-judged.ts';
import type { Check, Observation } from './types.ts';

/**
 * A living user named next to whatever the claimed cases put there: a bad element, the same id again. Each case has a
 * user of its own; judged are the answer, who is gone, and whether the one agrees with the other.
 */
export const deleteWithInvalidElement: Check = {
  name: 'delete-with-invalid-element',
  facts: ['status', 'body', 'likeControl', 'listed', 'effect', 'bystander'],
  claims: 'effect',
  needs: ({ cases, claimed = cases.length }) => ({ deleted: claimed, preserved: 1, shared: 1 }),
  async run(context) {
    const { victims, other } = await victimsAndBystander(context, context.cases.length);
    const control = await sendControl(context);
    const observations: Observation[] = [];
    for (const [index, one] of context.cases.entries()) {
      const user = victims[index] as User;
      const { description: about, conforms, provoking = false } = one;
      const draft = one.apply(context.deletion(unknownIds(context, one.ids, [user.id])));
      if (!isNamed(draft, user.id)) {
        const notJudged = notObserved(`An id such as ${JSON.stringify(user.id)} does not lend itself to it: ${about}.`);
        observations.push({ about, exchanges: user.exchanges, notJudged });
        continue;
      }
      const spellings = spellingsIn(draft, user.id);
      const role = conforms ? 'act' : 'fault';
      const answer = await sendJudged(context, {
        draft,
        role,
        about,
        conforms,
        control,
        mayMatchControl: true,
        provoking,
      });
      observations.push(...(await responseAndEffect(context, answer, { user, ids: [spellings], spellings })));
    }
    return [...observations, await bystander(context, other, [control])];
  },
};

/** Whether a request names a user in any letter case; a case that cannot be made of its id names one that is made up. */
function isNamed({ body }: UnsignedRequest, id: string): boolean {
  const text = body?.toString().toLowerCase() ?? '';
  const spelled = id.toLowerCase();
  return [JSON.stringify(spelled).slice(1, -1), encodeURIComponent(spelled)].some((one) => text.includes(one));
}
