import type { Results } from '../../../src/verdict/results.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard } from '../run/in-process.ts';
import { NETWORKS, runsBehind, type Network } from './networks.ts';

/** What a run behind a network came to. */
interface Measured {
  readonly results: Results;
  readonly seconds: number;
  readonly requests: number;
}

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
for (const vendor of ['knot', 'mastercard'] as const) {
  let quiet: Results | undefined;
  for (const network of selected) {
    let requests = 0;
    const measured: Measured[] = [];
    for (const run of runsBehind(network, vendor, () => (requests += 1))) {
      requests = 0;
      const results = await VENDORS[vendor](run);
      const seconds = (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000;
      measured.push({ results, seconds, requests });
    }
    quiet ??= measured[0]?.results;
    if (quiet) console.log(`| ${lineOf(vendor, network, measured, quiet).join(' | ')} |`);
  }
}
await disposeOfKeys();

function lineOf(vendor: string, network: Network, measured: readonly Measured[], quiet: Results): string[] {
  const { perSecond } = network;
  const all = <T>(value: (one: Measured) => T): T[] => measured.map((one) => value(one));
  const ratios = perSecond === undefined ? [] : all(({ seconds, requests }) => seconds / (requests / perSecond));
  return [
    vendor,
    network.name,
    range(
      all(({ seconds }) => seconds),
      inWords,
    ),
    range(ratios, (ratio) => ratio.toFixed(2)),
    range(all(({ requests }) => requests)),
    range(all(({ results }) => results.targets[0]?.pacing?.refused ?? 0)),
    range(all(({ results }) => usersOf(results))),
    [...new Set(all(({ results }) => results.outcome))].join(', '),
    [...new Set(all(({ results }) => differences(results, quiet)))].join('; '),
  ];
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
}

/** One value, or the least and the most. */
function range(values: readonly number[], text: (value: number) => string = String): string {
  if (values.length === 0) return '';
  const [least, most] = [text(Math.min(...values)), text(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

function usersOf({ cleanup }: Results): number {
  const [, clean, of] = /\((\d+)\)|of the (\d+) users/.exec(cleanup[0]?.message ?? '') ?? [];
  return Number(clean ?? of);
}

function differences(results: Results, quiet: Results): string {
  const before = new Map(quiet.requirements.map(({ id, verdict }) => [id, verdict]));
  const others = results.requirements.filter(({ id, verdict }) => before.get(id) !== verdict);
  if (others.length === 0) return 'those of the quiet run';
  const counts = new Map<string, number>();
  for (const { verdict } of others) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return `${others.length} others: ${[...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')}`;
}
