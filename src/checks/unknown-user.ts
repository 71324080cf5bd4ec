import { answerFacts } from './steps/response-facts.ts';
import { byGateway } from './steps/gateway.ts';
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
    const about = 'the deletion of an unknown user';
    return [{ exchanges: [exchange], ...byGateway(context, { role: 'control', about }, exchange), ...observed }];
  },
};
