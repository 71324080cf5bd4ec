import { ask } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander, victimsAndBystander } from './steps/user-effects.ts';
import { saidAndDone } from './steps/response-matches-effect.ts';
import { unknownIds } from './steps/unknown-ids.ts';
import type { User } from '../users/types.ts';
import type { Check, Observation } from './types.ts';

/**
 * A living user named beside whatever the claimed cases put there: a bad element, the same id again. Each case has a
 * user of its own; judged are the answer, who is gone, and whether the one agrees with the other.
 */
export const deleteBeside: Check = {
  name: 'delete-beside',
  facts: ['status', 'body', 'likeControl', 'listed', 'effect', 'bystander'],
  claims: 'effect',
  // Each claim of such a row names one case.
  needs: ({ cases }) => ({ deleted: cases.length, spared: 1 }),
  async run(scene) {
    const { victims, other } = await victimsAndBystander(scene, scene.cases.length);
    const control = await sendControl(scene);
    const observations: Observation[] = [];
    for (const [index, one] of scene.cases.entries()) {
      const user = victims[index] as User;
      const { description: about, valid, provoking = false } = one;
      const draft = one.apply(scene.deletion(unknownIds(scene, one.ids, [user.id])));
      const role = valid ? 'act' : 'fault';
      const answer = await ask(scene, { draft, role, about, valid, control, mayMatchControl: true, provoking });
      observations.push(...(await saidAndDone(scene, answer, { user, ids: [user.id] })));
    }
    return [...observations, await bystander(scene, other, [control])];
  },
};
