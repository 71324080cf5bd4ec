import { ExchangeError } from './types.ts';
import type { Transport } from './types.ts';

/**
 * A budget that transports share: a number of requests in all, and no more: set-up, controls and observations count like any other, answered
 * or not. Put it around what limits the rate, so that what is not sent does not wait for its turn either.
 * @param option what the sentence names the limit by
 * @returns puts a transport under the budget
 */
export function createBudget(limit: number, option = '--max-requests'): (transport: Transport) => Transport {
  let sent = 0;
  return (transport) => async (request, limits) => {
    if (sent >= limit) {
      const all = limit === 1 ? 'the one request' : `all ${limit} requests`;
      throw new ExchangeError('unsent', `The request was not sent: ${all} that ${option} allows had been sent.`);
    }
    sent += 1;
    return transport(request, limits);
  };
}
