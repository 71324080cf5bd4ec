import { vary } from './steps/legal-variation.ts';
import type { Check } from './types.ts';

/** The control with one request header more, or with another value where the header stands there already. */
export const requestHeader: Check = {
  name: 'request-header',
  facts: ['status', 'body', 'likeControl'],
  with: { required: ['name', 'value'], properties: { name: { type: 'string' }, value: { type: 'string' } } },
  async run(scene) {
    const { name, value } = scene.row.with as { name: string; value: string };
    const draft = scene.deletion([scene.unknownId()]);
    const others = draft.headers.filter(([given]) => given.toLowerCase() !== name.toLowerCase());
    return vary(scene, { about: `with ${name}: ${value}`, draft: { ...draft, headers: [...others, [name, value]] } });
  },
};
