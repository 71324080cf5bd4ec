import { isLost } from '../users/responses.ts';
import type { User } from '../users/types.ts';
import type { Exchange } from '../http/types.ts';
import { sendControl } from './steps/control.ts';
import { survival } from './steps/fault-family.ts';
import { sendJudged } from './steps/judged-request.ts';
import { isAccepted } from './steps/response-facts.ts';
import { responseAndEffect } from './steps/response-matches-effect.ts';
import type { Check, Observation } from './types.ts';
import { VARIATION_NAMES, variationOf, varied } from './variations/index.ts';

/**
 * A deletion of a living user whose body is labelled as what a server may refuse: refused, it deletes nobody; answered with
 * success, it is carried out (A33). One user takes them all until a request is accepted or lost.
 */
export const relabelledDeletion: Check = {
  name: 'relabelled-deletion',
  facts: ['status', 'body', 'likeControl', 'listed', 'effect', 'victim', 'firstLook'],
  with: {
    required: ['variations'],
    properties: { variations: { type: 'array', minItems: 1, items: { enum: [...VARIATION_NAMES] } } },
  },
  needs: () => ({ deleted: 1, preserved: 0 }),
  async run(context) {
    const variations = (context.requirement.with['variations'] as readonly string[]).map(variationOf);
    const control = await sendControl(context);
    const take = async (): Promise<User> => (await context.users.acquire({}))[0] as User;
    let user: User | undefined;
    let refused: Exchange[] = [];
    const observations: Observation[] = [];
    for (const one of variations) {
      user ??= await take();
      const ids = [user.id];
      const request = varied(context.deletion(ids), [one], context.vendor);
      const about = `a deletion with ${one.description}`;
      const how = { role: 'fault', about, conforms: false, control, mayMatchControl: true } as const;
      const response = await sendJudged(context, { ...request, ...how });
      // Nor does anybody know whether one without an answer deletes.
      if (isAccepted(context, response.exchange) || isLost(response.exchange)) {
        observations.push(...(await responseAndEffect(context, response, { user, ids })));
        [user, refused] = [undefined, []];
      } else {
        observations.push(response.observation);
        refused.push(response.exchange);
      }
    }
    if (!user) return observations;
    const survivor = await survival(context, user, 'the user that the refused requests named', refused);
    const state = survivor.facts?.['victim'];
    const effect = typeof state === 'string' ? { facts: { effect: `refused and ${state}` } } : {};
    return [...observations, { ...survivor, ...effect }];
  },
};
