import { createBudget } from '../exchange/budget.ts';
import { systemClock } from '../exchange/clock.ts';
import { nodeTransport } from '../exchange/node-transport.ts';
import { proxyFor } from '../exchange/proxy.ts';
import { turns } from '../exchange/rate.ts';
import type { Transport } from '../exchange/types.ts';
import type { Environment, Target } from '../target/index.ts';
import { Problem } from '../vendor/problem.ts';
import type { Profile } from '../vendor/types.ts';
import type { RequestLimits } from './options.ts';

/** What all vendors of a run share: one budget, and turns that are given out one after another. */
export interface SharedLimits {
  /** Puts what is sent under the budget of the run. */
  readonly budget: (transport: Transport) => Transport;
  /** Resolves when the next request may start. */
  readonly turn?: () => Promise<void>;
}

/** The limits of one run, counted from now. */
export function sharedLimits({ rate, maxRequests }: RequestLimits): SharedLimits {
  return {
    budget: maxRequests === null ? (transport) => transport : createBudget(maxRequests),
    ...(rate ? { turn: turns(rate, systemClock) } : {}),
  };
}

/**
 * The transport to a target: through the proxy that the environment names, with the operator's certificates. Off
 * loopback requests share connections; here opening one costs nothing, and a server of one's own need not keep any.
 * @throws Problem where the proxy variable or the certificates cannot be used
 */
export function transportTo({ baseUrl, loopback, tls }: Target, { env }: Profile, environment: Environment): Transport {
  try {
    proxyFor(new URL(baseUrl), environment);
    return nodeTransport({
      ...{ environment, prefix: `${env}_`, keepConnections: !loopback },
      ...(tls ? { tls } : {}),
    });
  } catch (error) {
    throw new Problem((error as Error).message.replace(/^The request was not sent: /, ''));
  }
}
