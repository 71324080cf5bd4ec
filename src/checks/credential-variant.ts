import { sendVariation } from './steps/legal-variation.ts';
import type { CredentialVariant } from '../auth/types.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

/** Valid credentials in another legal spelling, which a verifier should accept as well. */
export const credentialVariant: Check = {
  name: 'credential-variant',
  facts: ['status', 'body', 'likeControl'],
  // A verifier may refuse it, and count it.
  badCredentials: (requirement) => namesOf(requirement).map(() => 1),
  with: {
    required: ['variant'],
    properties: { variant: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] } },
  },
  async run(context) {
    const { own } = context.authenticators;
    const variants = own.variants ?? [];
    const observations: Observation[] = [];
    for (const name of namesOf(context.requirement)) {
      const variant = variants.find((one) => one.name === `credentials.${name}`);
      if (variant) observations.push(...(await tried(context, variant)));
      else {
        const notJudged = declared(`The scheme ${own.scheme} has no spelling "${name}" here.`);
        observations.push({ about: `credentials spelled ${name}`, exchanges: [], notJudged });
      }
    }
    return observations;
  },
};

/** The spellings that a requirement is about. */
const namesOf = (requirement: Requirement): readonly string[] =>
  [requirement.with['variant'] as string | string[]].flat();

function tried(context: CheckContext, variant: CredentialVariant): Promise<Observation[]> {
  const draft = context.deletion([context.unknownId()]);
  return sendVariation(context, { about: variant.description, draft, sign: variant.sign.bind(variant) });
}
