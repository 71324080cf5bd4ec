import { sendVariation } from './steps/legal-variation.ts';
import type { Check } from './types.ts';

/** The control with one request header more, or with another value where the header is there already. */
export const requestHeader: Check = {
  name: 'request-header',
  facts: ['status', 'body', 'likeControl'],
  with: { required: ['name', 'value'], properties: { name: { type: 'string' }, value: { type: 'string' } } },
  async run(context) {
    const { name, value } = context.requirement.with as { name: string; value: string };
    const draft = context.deletion([context.unknownId()]);
    const others = draft.headers.filter(([given]) => given.toLowerCase() !== name.toLowerCase());
    return sendVariation(context, {
      about: `with ${name}: ${value}`,
      draft: { ...draft, headers: [...others, [name, value]] },
    });
  },
};
