import { answerFacts } from './steps/response-facts.ts';
import { surroundings } from './steps/why-not-judged.ts';
import type { Check } from './types.ts';

/** The valid deletion of a user who does not exist; it is its own control. */
export const unknownUser: Check = {
  name: 'unknown-user',
  facts: ['status', 'body'],
  async run(scene) {
    const exchange = await scene.control();
    const trouble = surroundings(exchange, 'The deletion of an unknown user');
    const observed = trouble ? { trouble } : { facts: answerFacts(exchange) };
    return [{ about: 'the deletion of an unknown user', exchanges: [exchange], ...observed }];
  },
};
