import { sendJudged } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { byWeight, isUsable } from './steps/invalid-credentials.ts';
import type { Check } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

const FOREIGN = ['credentials.none', 'credentials.other-scheme'];

/** Wrong credentials on a body that is not JSON: which of the two is complained about. */
export const credentialsBeforeBody: Check = {
  name: 'credentials-before-body',
  facts: ['status', 'body'],
  badCredentials: () => [1],
  async run(context) {
    const able = context.authenticators.own.invalidCredentials
      .filter(isUsable)
      .filter(({ name, prepare, minor }) => !prepare && !minor && !FOREIGN.includes(name));
    const [invalid] = byWeight(able);
    const about = `${invalid?.description ?? 'wrong credentials'} on a body that breaks off`;
    if (!invalid)
      return [
        { about, exchanges: [], notJudged: declared('This authentication scheme has no invalid credentials to try.') },
      ];
    const control = await sendControl(context);
    const valid = context.deletion([context.unknownId()]);
    const draft = { ...valid, ...(valid.body ? { body: valid.body.subarray(0, -1) } : {}) };
    const sign = invalid.sign.bind(invalid);
    const { observation } = await sendJudged(context, {
      draft,
      role: 'fault',
      about,
      conforms: false,
      sign,
      control,
      badCredentials: true,
      repeatable: true,
    });
    return [observation];
  },
};
