import type { Clock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { gateway, GATEWAY_ANSWERS, isSuspicious } from '../gateways/firewall.ts';
import { bucket, fixedWindow, tooMany, type Limiter } from '../http/limiters.ts';
import type { KnotRun, MastercardRun } from '../run/in-process.ts';
import { knotWithReplica, mastercardWithReplica, type Replica } from './replicas.ts';
import { weather } from './weather.ts';

/** A network between a run and the sandbox. */
export interface Network {
  readonly name: string;
  readonly latencyMs: number;
  readonly limiter?: (clock: Clock) => Limiter;
  /** Whether it counts deletions alone, and does those that it refuses all the same. */
  readonly deletes?: boolean;
  /** Requests that a gateway answers itself. */
  readonly gateway?: (inner: Transport) => Transport;
  /** What its limit allows, in requests a second. */
  readonly perSecond?: number;
  /** Reads that a replica answers. */
  readonly replica?: Replica;
  /** Weather with these seeds, a run each, in place of the latency. */
  readonly seeds?: readonly number[];
}

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

/** The networks of docs/network.md, the quiet one first. */
export const NETWORKS: readonly Network[] = [
  { name: 'quiet', latencyMs: 20 },
  {
    name: '60 a minute, with `Retry-After`',
    latencyMs: 20,
    limiter: (clock) => fixedWindow({ most: 60, ms: 60_000, tells: 'retry-after' }, clock),
    perSecond: 1,
  },
  {
    name: '60 a minute, without',
    latencyMs: 20,
    limiter: (clock) => fixedWindow({ most: 60, ms: 60_000 }, clock),
    perSecond: 1,
  },
  {
    name: '10 a second, burst 5',
    latencyMs: 20,
    limiter: (clock) => bucket({ perSecond: 10, burst: 5 }, clock),
    perSecond: 10,
  },
  {
    name: '10 deletions a second, burst 5; it answers 429 and deletes',
    latencyMs: 20,
    limiter: (clock) => bucket({ perSecond: 10, burst: 5 }, clock),
    deletes: true,
  },
  { name: '300 ms latency', latencyMs: 300 },
  {
    name: '5 a second, 300 ms latency',
    latencyMs: 300,
    limiter: (clock) => fixedWindow({ most: 5, ms: 1000 }, clock),
    perSecond: 5,
  },
  {
    name: 'weather, ten seeds: 1 % reset, 2 % answered 503, 50 to 800 ms, all answered 503 for 20 s',
    latencyMs: 0,
    seeds: SEEDS,
  },
  { name: 'a replica 600 ms behind answers the reads', latencyMs: 20, replica: { behindMs: 600, nodes: 1 } },
  { name: 'the same replica answers every second read', latencyMs: 20, replica: { behindMs: 600, nodes: 2 } },
  {
    name: 'a replica that never hears of deletions answers every second read',
    latencyMs: 20,
    replica: { behindMs: 0, isDeaf: true, nodes: 2 },
  },
  {
    name: 'a firewall that answers HTML 403 to quotes, `<`, `../`',
    latencyMs: 20,
    gateway: gateway(isSuspicious, GATEWAY_ANSWERS['a page']).through,
  },
];

const REPLICAS = { knot: knotWithReplica, mastercard: mastercardWithReplica };

/** The runs behind a network: one, or one a seed. `count` is called for each request. */
export function runsBehind(
  network: Network,
  vendor: keyof typeof REPLICAS,
  count: () => void,
): (KnotRun & MastercardRun)[] {
  const replica = network.replica && (REPLICAS[vendor](network.replica) as KnotRun & MastercardRun);
  return (network.seeds ?? [undefined]).map((seed) => ({
    ...replica,
    through: (sandbox, clock) => {
      const near = network.gateway?.(sandbox) ?? replica?.through?.(sandbox, clock) ?? sandbox;
      const far = seed === undefined ? throughLimiter(network, near, clock) : weather({ seed })(near, clock);
      return (request, limits) => {
        count();
        return far(request, limits);
      };
    },
  }));
}

function throughLimiter(network: Network, inner: Transport, clock: Clock): Transport {
  const limiter = network.limiter?.(clock);
  return async (request, limits) => {
    await clock.sleep(network.latencyMs / 2);
    const isDeletion = /user\/delete|user-deletions/.test(request.url);
    const refusal = network.deletes && !isDeletion ? undefined : limiter?.take();
    const answer = !refusal || network.deletes ? await inner(request, limits) : undefined;
    await clock.sleep(network.latencyMs / 2);
    return refusal || !answer ? tooMany(refusal?.headers) : answer;
  };
}
