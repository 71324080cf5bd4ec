import { sendJudged } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { unknownIds } from './steps/unknown-ids.ts';
import type { Check, Observation } from './types.ts';

/** The answers to the faulty requests that the requirement claims, none of which names a living user. */
export const faultyRequest: Check = {
  name: 'faulty-request',
  facts: ['status', 'body', 'likeControl'],
  claims: 'answer',
  async run(context) {
    const control = await sendControl(context);
    const observations: Observation[] = [];
    // One after another: a request that blocks the server must not take the answers to the others with it.
    for (const one of context.cases) {
      const { ids, conforms, description: about, provoking = false } = one;
      const draft = one.apply(context.deletion(unknownIds(context, ids)));
      const request = {
        draft,
        role: 'fault',
        about,
        conforms,
        control,
        mayMatchControl: conforms,
        provoking,
        repeatable: true,
      } as const;
      observations.push((await sendJudged(context, request)).observation);
    }
    return observations;
  },
};
