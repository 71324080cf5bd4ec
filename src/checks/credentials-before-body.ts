import { ask } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { declared } from './steps/why-not-judged.ts';
import { byWeight, isUsable } from './steps/invalid-credentials.ts';
import type { Check } from './types.ts';

const FOREIGN = ['credentials.none', 'credentials.other-scheme'];

/** Wrong credentials on a body that is not JSON: which of the two is complained about. */
export const credentialsBeforeBody: Check = {
  name: 'credentials-before-body',
  facts: ['status', 'body'],
  badCredentials: () => [1],
  async run(scene) {
    const able = scene.identities.own.twins
      .filter(isUsable)
      .filter(({ name, prepare }) => !prepare && !FOREIGN.includes(name));
    const [twin] = byWeight(able);
    const about = `${twin?.description ?? 'wrong credentials'} on a body that breaks off`;
    if (!twin)
      return [
        { about, exchanges: [], trouble: declared('This authentication scheme has no invalid credentials to try.') },
      ];
    const control = await sendControl(scene);
    const valid = scene.deletion([scene.unknownId()]);
    const draft = { ...valid, ...(valid.body ? { body: valid.body.subarray(0, -1) } : {}) };
    const sign = twin.sign.bind(twin);
    const { observation } = await ask(scene, {
      draft,
      role: 'fault',
      about,
      valid: false,
      sign,
      control,
      badCredentials: true,
    });
    return [observation];
  },
};
