import { declared } from './steps/why-not-judged.ts';
import { vary } from './steps/legal-variation.ts';
import type { Check } from './types.ts';

/** Valid credentials in another legal spelling, which a verifier should accept as well. */
export const credentialVariant: Check = {
  name: 'credential-variant',
  facts: ['status', 'body', 'likeControl'],
  // A verifier may refuse it, and count it.
  badCredentials: () => [1],
  with: { required: ['variant'], properties: { variant: { type: 'string' } } },
  async run(scene) {
    const { own } = scene.identities;
    const name = scene.row.with['variant'] as string;
    const variant = own.variants?.find((one) => one.name === `credentials.${name}`);
    const trouble = declared(`The scheme ${own.scheme} has no spelling "${name}" here.`);
    if (!variant) return [{ about: `credentials spelled ${name}`, exchanges: [], trouble }];
    const draft = scene.deletion([scene.unknownId()]);
    return vary(scene, { about: variant.description, draft, sign: variant.sign.bind(variant) });
  },
};
