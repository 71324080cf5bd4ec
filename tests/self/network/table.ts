import type { Transport } from '../../../src/http/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { gateway, GATEWAY_ANSWERS, isSuspicious } from '../gateways/firewall.ts';
import { bucket, fixedWindow, tooMany, type Limiter } from '../http/limiters.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard } from '../run/in-process.ts';
import type { Clock } from '../../../src/clock.ts';

/** A network between a run and the sandbox. */
interface Network {
  readonly name: string;
  readonly latencyMs: number;
  readonly limiter?: (clock: Clock) => Limiter;
  /** Whether it counts deletions alone, and does those that it refuses all the same. */
  readonly deletes?: boolean;
  /** Requests that a gateway answers itself. */
  readonly gateway?: (inner: Transport) => Transport;
  /** What its limit allows, in requests a second. */
  readonly perSecond?: number;
}

const NETWORKS: readonly Network[] = [
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
  {
    name: '5 a second, 300 ms latency',
    latencyMs: 300,
    limiter: (clock) => fixedWindow({ most: 5, ms: 1000 }, clock),
    perSecond: 5,
  },
  {
    name: 'a firewall that answers HTML 403 to quotes, `<`, `../`',
    latencyMs: 20,
    gateway: gateway(isSuspicious, GATEWAY_ANSWERS['a page']).through,
  },
];

const VENDORS = { knot: judgeKnot, mastercard: judgeMastercard };

/**
 * `npm run network`: judges the sandbox of each vendor behind each network, by a clock on which no time is lost, and
 * prints the table of docs/network.md. Words on the command line select networks by name; quiet is always there.
 */
const words = process.argv.slice(2);
const selected = NETWORKS.filter(
  ({ name }, at) => at === 0 || words.length === 0 || words.some((word) => name.includes(word)),
);
console.log('| vendor | network | time | ÷ (requests ÷ rate) | requests | refused | users | outcome | verdicts |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [vendor, judge] of Object.entries(VENDORS)) {
  let quiet: Results | undefined;
  for (const network of selected) {
    let requests = 0;
    const through = (sandbox: Transport, clock: Clock): Transport => {
      const inner = network.gateway?.(sandbox) ?? sandbox;
      const limiter = network.limiter?.(clock);
      return async (request, limits) => {
        requests += 1;
        await clock.sleep(network.latencyMs / 2);
        const isDeletion = /user\/delete|user-deletions/.test(request.url);
        const refusal = network.deletes && !isDeletion ? undefined : limiter?.take();
        const answer = !refusal || network.deletes ? await inner(request, limits) : undefined;
        await clock.sleep(network.latencyMs / 2);
        return refusal || !answer ? tooMany(refusal?.headers) : answer;
      };
    };
    const results = await judge({ through });
    quiet ??= results;
    console.log(`| ${requirement(vendor, network, results, quiet, requests).join(' | ')} |`);
  }
}
await disposeOfKeys();

function requirement(vendor: string, network: Network, results: Results, quiet: Results, requests: number): string[] {
  const seconds = (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000;
  const { perSecond } = network;
  const refused = results.targets[0]?.pacing?.refused ?? 0;
  const [, created] = /\((\d+)\)|of the (\d+) users/.exec(results.cleanup[0]?.message ?? '') ?? [];
  return [
    vendor,
    network.name,
    seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`,
    perSecond === undefined ? '' : (seconds / (requests / perSecond)).toFixed(2),
    String(requests),
    String(refused),
    created ?? '',
    results.outcome,
    differences(results, quiet),
  ];
}

function differences(results: Results, quiet: Results): string {
  const before = new Map(quiet.requirements.map(({ id, verdict }) => [id, verdict]));
  const others = results.requirements.filter(({ id, verdict }) => before.get(id) !== verdict);
  if (others.length === 0) return 'those of the quiet run';
  const counts = new Map<string, number>();
  for (const { verdict } of others) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return `${others.length} others: ${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`;
}
