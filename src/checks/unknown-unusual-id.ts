import { sendVariation } from './steps/legal-variation.ts';
import type { Check } from './types.ts';

/** The deletion of an unknown user with a peculiar but allowed id: long, with blanks, with other letters. */
export const unknownUnusualId: Check = {
  name: 'unknown-unusual-id',
  facts: ['status', 'body', 'likeControl'],
  with: { required: ['id'], properties: { id: { type: 'string' }, repeat: { type: 'integer', minimum: 1 } } },
  async run(context) {
    const { id: template, repeat = 1 } = context.requirement.with as { id: string; repeat?: number };
    const id = context.idFiller()(template.repeat(repeat));
    const about = id.length > 80 ? `an id of ${id.length} characters` : `the id ${JSON.stringify(id)}`;
    return sendVariation(context, { about, draft: context.deletion([id]) });
  },
};
