import { issuedToken } from '../auth/token-endpoint.ts';
import { notObserved } from '../verdict/not-judged.ts';
import { bodyOf } from './steps/response-facts.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** What the token endpoint answers a client that is not the right one, or asks for what there is not. */
export const wrongClientGetsNoToken: Check = {
  name: 'wrong-client-gets-no-token',
  facts: ['status', 'body', 'token'],
  badCredentials: (_, { authenticators }) => (authenticators.own.invalidTokenCalls ?? []).map(() => 1),
  async run(context) {
    const { invalidTokenCalls: calls = [] } = context.authenticators.own;
    const about = 'the token endpoint';
    if (calls.length === 0)
      return [{ about, exchanges: [], notJudged: notObserved('The scheme of the profile has no token endpoint.') }];
    const observations: Observation[] = [];
    for (const call of calls.slice(0, context.mayTry)) observations.push(await answerTo(call, context));
    return observations;
  },
};

async function answerTo(
  call: NonNullable<CheckContext['authenticators']['own']['invalidTokenCalls']>[number],
  context: CheckContext,
): Promise<Observation> {
  const exchange = await context.askForToken(call);
  const { response } = exchange;
  const about = call.description;
  const notJudged = whyNotJudged(exchange, 'The token call');
  if (notJudged || !response) return { about, exchanges: [exchange], ...(notJudged ? { notJudged } : {}) };
  const token = issuedToken(response) ? 'issued' : 'refused';
  return { about, exchanges: [exchange], facts: { status: response.status, body: bodyOf(exchange), token } };
}
