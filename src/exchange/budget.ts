import { ExchangeError } from './types.ts';
import type { Transport } from './types.ts';

/**
 * A transport that sends so many requests and no more: set-up, controls and observations count like any other, answered
 * or not. Put it around what limits the rate, so that what is not sent does not wait for its turn either.
 * @param option what the sentence names the limit by
 */
export function budgeted(transport: Transport, limit: number, option = '--max-requests'): Transport {
  let sent = 0;
  return async (request, limits) => {
    if (sent >= limit) {
      const all = limit === 1 ? 'the one request' : `all ${limit} requests`;
      throw new ExchangeError('unsent', `The request was not sent: ${all} that ${option} allows had been sent.`);
    }
    sent += 1;
    return transport(request, limits);
  };
}
