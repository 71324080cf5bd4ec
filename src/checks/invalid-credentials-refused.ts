import { sendControl } from './steps/control.ts';
import { askWithTwin, costOfClaimed, isUsable, triable, untried } from './steps/invalid-credentials.ts';
import type { Check, Observation } from './types.ts';

/** The answers to the broken twins of the credentials that the row claims. */
export const brokenCredentials: Check = {
  name: 'broken-credentials',
  facts: ['status', 'body', 'likeControl'],
  claims: 'answer',
  badCredentials: costOfClaimed,
  async run(scene) {
    const observations: Observation[] = scene.twins
      .filter((twin) => !isUsable(twin))
      .map((twin) => untried(scene, twin));
    const usable = scene.twins.filter(isUsable);
    if (usable.length === 0) return observations;
    const control = await sendControl(scene);
    for (const twin of triable(scene, usable)) {
      const answer = await askWithTwin(scene, twin, [scene.unknownId()], {
        control,
        mayMatchControl: false,
        living: false,
      });
      observations.push(answer.observation);
    }
    return observations;
  },
};
