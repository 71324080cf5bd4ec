import { sendVariation } from './steps/legal-variation.ts';
import type { Check } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

/** Valid credentials in another legal spelling, which a verifier should accept as well. */
export const credentialVariant: Check = {
  name: 'credential-variant',
  facts: ['status', 'body', 'likeControl'],
  // A verifier may refuse it, and count it.
  badCredentials: () => [1],
  with: { required: ['variant'], properties: { variant: { type: 'string' } } },
  async run(context) {
    const { own } = context.authenticators;
    const name = context.requirement.with['variant'] as string;
    const variant = own.variants?.find((one) => one.name === `credentials.${name}`);
    const notJudged = declared(`The scheme ${own.scheme} has no spelling "${name}" here.`);
    if (!variant) return [{ about: `credentials spelled ${name}`, exchanges: [], notJudged }];
    const draft = context.deletion([context.unknownId()]);
    return sendVariation(context, { about: variant.description, draft, sign: variant.sign.bind(variant) });
  },
};
