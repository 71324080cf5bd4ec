import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SANDBOXES } from '../src/sandbox/index.ts';
import { compileCommand } from './compile-command.ts';
import { benchPackage } from './package-size.ts';
import { measure, median, type Measured } from './measure.ts';
import type { Recorded, ServerMessage } from './server.ts';

/**
 * `npm run bench [-- VENDOR …]`: what a run costs, as a ratio. a = the command, report written, against the sandbox in a
 * process of its own, as an installed package has it; b = one Node process that sends the same requests, already signed, at
 * the same concurrency, to a server that answers at once. The wait before the final check does not count. Besides, the
 * command from the checkout, which makes TypeScript readable first, `npx playwright test`, and the largest process of a run
 * whose answers are padded. Without a vendor also the size of the installed package.
 */

const ROUNDS = 5;
const CONCURRENCY = 12;
/** An optional requirement about hundreds of users would be most of what is measured. */
const MAX_USERS = '300';
/** Bytes that the answers are padded to. */
const PADDED: Readonly<Record<string, number>> = { knot: 1_000_000 };
const PADDED_ELSE = 300_000;
/** As `npm run conformance` starts it: an engine that may keep 32 MB for what is new keeps them to the end. */
const CHECKOUT = ['--max-semi-space-size=4', 'bin/conformance.js'];
const PLAYWRIGHT = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const TSX = ['--import', import.meta.resolve('tsx')];
const local = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in SANDBOXES));
if (unknown !== undefined) {
  console.error(`No vendor with a sandbox is named "${unknown}": there are ${Object.keys(SANDBOXES).join(' and ')}.`);
  process.exit(2);
}
const COMMAND = ['--max-semi-space-size=4', compileCommand()];
if (named.length === 0) benchPackage();
for (const vendor of named.length > 0 ? named : Object.keys(SANDBOXES)) await benchVendor(vendor);

/** One round, waits before the final check taken out. */
interface Round {
  readonly command: Measured;
  readonly waitMs: number;
  readonly floor: Measured;
  readonly checkout: Measured;
  readonly native: Measured;
}

async function benchVendor(vendor: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const report = join(folder, 'report');
  const { server, variables } = await serve(vendor, report);
  const answering = await serveAtOnce();
  try {
    const requests = async (): Promise<readonly Recorded[]> => {
      server.send('requests');
      const [message] = (await once(server, 'message')) as [ServerMessage];
      return 'requests' in message ? message.requests : [];
    };
    const command = () => measure([...COMMAND, '--vendor', vendor, '--report', report], variables);
    const cold = await measure([...CHECKOUT, '--report', report], { ...variables, TSX_DISABLE_CACHE: '1' });
    await requests();
    const rounds: Round[] = [];
    let count = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = await command();
      const sent = await requests();
      count = sent.length;
      const file = join(folder, 'requests.json');
      await writeFile(file, JSON.stringify(sent));
      const floor = await measure([...TSX, local('floor.ts'), file, String(answering.port), String(CONCURRENCY)], {});
      const checkout = await measure([...CHECKOUT, '--vendor', vendor, '--report', report], variables);
      const native = await measure([PLAYWRIGHT, 'test'], variables);
      await requests();
      rounds.push({ command: measured, waitMs: longestSilence(sent), floor, checkout, native });
    }
    print(vendor, count, rounds, cold);
    await benchPadded(vendor, report);
  } finally {
    server.disconnect();
    answering.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sandbox in a process of its own, and the variables of a run against it. */
async function serve(vendor: string, report: string, bytes = 0) {
  const server = fork(local('server.ts'), [vendor, String(bytes)], { execArgv: TSX });
  const [started] = (await once(server, 'message')) as [ServerMessage];
  if (!('baseUrl' in started)) throw new Error('The sandbox did not start.');
  const prefix = vendor.toUpperCase();
  const variables = {
    ...started.environment,
    [`${prefix}_BASE_URL`]: started.baseUrl,
    [`${prefix}_MAX_USERS`]: MAX_USERS,
    CONFORMANCE_OPTIONS: `--report ${report}`,
  };
  return { server, variables };
}

async function benchPadded(vendor: string, report: string): Promise<void> {
  const bytes = PADDED[vendor] ?? PADDED_ELSE;
  const { server, variables } = await serve(vendor, report, bytes);
  try {
    const { peakBytes } = await measure([...COMMAND, '--vendor', vendor, '--report', report], variables);
    console.log(`  with answers of ${String(bytes / 1000)} kB       ${mb(peakBytes)}   (aim: at most 200 MB)`);
  } finally {
    server.disconnect();
  }
}

function mb(bytes: number): string {
  return `${String(Math.round(bytes / 1_000_000))} MB`;
}

async function serveAtOnce(): Promise<{ port: number; close: () => void }> {
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** The wait before the final check is the longest silence of a run, in ms. */
function longestSilence(requests: readonly Recorded[]): number {
  return Math.max(0, ...requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? at)));
}

function print(vendor: string, count: number, rounds: readonly Round[], cold: Measured): void {
  const of = (value: (round: Round) => number): number => median(rounds.map(value));
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  const wall = ({ command, waitMs }: Round): number => command.wallMs - waitMs;
  const at = ({ command }: Round, marker: string): number => command.marks.get(`deletion-conformance:${marker}`) ?? NaN;
  const part = (from: string, to: string) => seconds(of((round) => at(round, to) - at(round, from)));
  const withWait = (one: (round: Round) => Measured): string =>
    `${seconds(of((round) => one(round).wallMs))} with the wait   CPU ${seconds(of((round) => one(round).cpuMs))}`;
  console.log(`${vendor}: ${String(count)} requests, median of ${String(ROUNDS)} rounds`);
  console.log(`  a  the command                ${seconds(of(wall))}   CPU ${seconds(of((one) => one.command.cpuMs))}`);
  console.log(`  b  its requests, bare         ${seconds(of((one) => one.floor.wallMs))}`);
  console.log(`  a / b                         ${of((one) => wall(one) / one.floor.wallMs).toFixed(2)}`);
  console.log(
    `  start ${seconds(of((one) => at(one, 'loaded')))}, load ${part('loaded', 'opened')}, judge ` +
      `${seconds(of((one) => at(one, 'judged') - at(one, 'opened') - one.waitMs))}, report ${part('judged', 'published')}`,
  );
  console.log(`  from the checkout             ${withWait((one) => one.checkout)}`);
  console.log(`  from the checkout, cold       ${seconds(cold.wallMs)} with the wait   CPU ${seconds(cold.cpuMs)}`);
  console.log(`  npx playwright test           ${withWait((one) => one.native)}`);
  console.log(`  largest process               ${mb(of((one) => one.command.peakBytes))}   (aim: at most 200 MB)`);
}
