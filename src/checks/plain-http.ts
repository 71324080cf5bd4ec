import { isLoopback } from '../http/host.ts';
import type { Exchange, WireRequest } from '../http/types.ts';
import { isSuccess } from './steps/response-facts.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, Observation } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

/** Whether the deletion can be called without TLS (A25). */
export const plainHttp: Check = {
  name: 'plain-http',
  facts: ['plainHttp'],
  async run(context): Promise<Observation[]> {
    const about = 'the deletion over plain HTTP';
    const { loopback, baseUrl } = context.target;
    const { protocol, hostname } = new URL(baseUrl);
    if (loopback || (protocol === 'http:' && isLoopback(hostname)))
      return [{ about, exchanges: [], notJudged: declared('The base URL is on loopback, where TLS is not required.') }];
    if (protocol === 'http:') return [{ about: 'the base URL', exchanges: [], facts: { plainHttp: 'clear-text' } }];
    const draft = context.deletion([context.unknownId()]);
    // Neither credentials nor the operator's own headers may travel in clear text.
    const sign = ({ method, url, body }: WireRequest): WireRequest => ({
      method,
      url: withoutTls(url),
      headers: draft.headers,
      ...(body ? { body } : {}),
    });
    const exchange = await context.send(draft, { role: 'fault', about, conforms: false, sign, badCredentials: false });
    if (exchange.error?.kind === 'unsent') {
      const notJudged = whyNotJudged(exchange, 'The request');
      return [{ about, exchanges: [exchange], ...(notJudged ? { notJudged } : {}) }];
    }
    return [{ about, exchanges: [exchange], facts: { plainHttp: described(exchange) } }];
  },
};

/** The same address; an explicit port stays, the default one becomes 80. */
function withoutTls(url: string): string {
  return url.replace(/^https:/, 'http:');
}

function described(exchange: Exchange): string {
  if (!exchange.response) return 'refused';
  return isSuccess(exchange) ? 'answered 2xx' : 'answered otherwise';
}
