import { answerFacts } from './steps/response-facts.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check } from './types.ts';

/** The valid deletion of a user who does not exist; it is its own control. */
export const unknownUser: Check = {
  name: 'unknown-user',
  facts: ['status', 'body'],
  async run(context) {
    const exchange = await context.control();
    const notJudged = whyNotJudged(exchange, 'The deletion of an unknown user');
    const observed = notJudged ? { notJudged } : { facts: answerFacts(exchange) };
    return [{ about: 'the deletion of an unknown user', exchanges: [exchange], ...observed }];
  },
};
