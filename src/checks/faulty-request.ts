import { ask } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { unknownIds } from './steps/unknown-ids.ts';
import type { Check, Observation } from './types.ts';

/** The answers to the faulty requests that the row claims, none of which names a living user. */
export const faultyRequest: Check = {
  name: 'faulty-request',
  facts: ['status', 'body', 'likeControl'],
  claims: 'answer',
  async run(scene) {
    const control = await sendControl(scene);
    const observations: Observation[] = [];
    // One after another: a request that blocks the server must not take the answers to the others with it.
    for (const one of scene.cases) {
      const { ids, valid, description: about, provoking = false } = one;
      const draft = one.apply(scene.deletion(unknownIds(scene, ids)));
      const question = { draft, role: 'fault', about, valid, control, mayMatchControl: valid, provoking } as const;
      observations.push((await ask(scene, question)).observation);
    }
    return observations;
  },
};
