import { sendControl } from './steps/control.ts';
import { sendWithInvalidCredentials, costOfClaimed, isUsable, triable, untried } from './steps/invalid-credentials.ts';
import type { Check, Observation } from './types.ts';

/** The answers to the invalid credentials that the requirement claims. */
export const invalidCredentialsRefused: Check = {
  name: 'invalid-credentials-refused',
  facts: ['status', 'body', 'likeControl'],
  claims: 'answer',
  badCredentials: costOfClaimed,
  async run(context) {
    const observations: Observation[] = context.invalidCredentials
      .filter((invalid) => !isUsable(invalid))
      .map((invalid) => untried(context, invalid));
    const usable = context.invalidCredentials.filter(isUsable);
    if (usable.length === 0) return observations;
    const control = await sendControl(context);
    for (const invalid of triable(context, usable)) {
      const answer = await sendWithInvalidCredentials(context, invalid, [context.unknownId()], {
        control,
        mayMatchControl: false,
        living: false,
        repeatable: true,
      });
      observations.push(answer.observation);
    }
    return observations;
  },
};
