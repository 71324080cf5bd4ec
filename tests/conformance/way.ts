import { createBudget } from '../../src/exchange/budget.ts';
import { systemClock } from '../../src/exchange/clock.ts';
import { nodeTransport } from '../../src/exchange/node-transport.ts';
import { proxyFor } from '../../src/exchange/proxy.ts';
import { turns } from '../../src/exchange/rate.ts';
import type { Transport } from '../../src/exchange/types.ts';
import { readEnvironment, type Target } from '../../src/target/index.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Profile } from '../../src/vendor/types.ts';
import type { Manners } from './manners.ts';

/** What all vendors of a run share: one budget, and turns that are given out one after another. */
export function sharedManners({ rate, maxRequests }: Manners) {
  return {
    budget: maxRequests === null ? (transport: Transport) => transport : createBudget(maxRequests),
    ...(rate ? { turn: turns(rate, systemClock) } : {}),
  };
}

/**
 * The way to a target: through the proxy that the environment names, with the operator's certificates.
 * @throws Problem where the proxy variable or the certificates cannot be used
 */
export function routeTo({ baseUrl, tls }: Target, { env }: Profile): Transport {
  const environment = readEnvironment(process.cwd());
  return asProblem(() => {
    proxyFor(new URL(baseUrl), environment);
    return nodeTransport({ environment, prefix: `${env}_`, ...(tls ? { tls } : {}) });
  });
}

function asProblem<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Problem((error as Error).message.replace(/^The request was not sent: /, ''));
  }
}
