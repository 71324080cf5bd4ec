import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../src/exchange/clock.ts';
import { SANDBOXES, serveSandbox } from '../src/sandbox/index.ts';
import { SETTLED_CHECKS } from '../src/run/settle.ts';
import type { Results } from '../src/verdict/results.ts';
import { memoryOf, timeOf, type Memory } from './measure.ts';
import { lastLookOf, recording, replay } from './recording.ts';

/**
 * `npm run bench [-- VENDOR …]`: a run's cost as a ratio. a = the run without its last look; b = the floor: a Playwright
 * run of the same configuration with as many tests with empty bodies, plus the run's own requests replayed one after
 * another against a server that answers at once. Memory: the largest process, and the whole process tree against that
 * of the empty run, each in a run of its own.
 */

const ROUNDS = 9;
/** An optional row about hundreds of users would be most of what is measured. */
const MAX_USERS = '300';
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLAYWRIGHT = [fileURLToPath(import.meta.resolve('@playwright/test/cli'))];

const named = process.argv.slice(2);
const unknown = named.find((name) => !(name in SANDBOXES));
if (unknown !== undefined) {
  console.error(`No vendor with a sandbox is named "${unknown}": there are ${Object.keys(SANDBOXES).join(' and ')}.`);
  process.exit(2);
}
for (const [vendor, create] of Object.entries(SANDBOXES))
  if (named.length === 0 || named.includes(vendor)) await benchVendor(vendor, create);

async function benchVendor(vendor: string, create: (typeof SANDBOXES)[string]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deletion-conformance-bench-'));
  const sandbox = await create({ clock: systemClock });
  const recorder = recording(sandbox);
  const served = await serveSandbox(recorder.sandbox, { port: 0 });
  try {
    const prefix = vendor.toUpperCase();
    const variables = {
      ...sandbox.environment,
      ...sandbox.defaults,
      [`${prefix}_BASE_URL`]: served.baseUrl,
      [`${prefix}_MAX_USERS`]: MAX_USERS,
    };
    const run = ['bin/conformance.js', '--vendor', vendor, '--report', join(folder, 'report')];
    const empty = [...PLAYWRIGHT, 'test', '-c', 'bench/empty.config.ts'];
    const running = { cwd: ROOT, environment: variables };
    const runMemory = await memoryOf(run, running);
    const results = JSON.parse(await readFile(join(folder, 'report', 'results.json'), 'utf8')) as Results;
    const tests = String(results.requirements.filter(({ check }) => !SETTLED_CHECKS.has(check)).length);
    const runningEmpty = { cwd: ROOT, environment: { BENCH_TESTS: tests } };
    const emptyMemory = await memoryOf(empty, runningEmpty);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      recorder.reset();
      const ms = await timeOf(run, running);
      const emptyMs = await timeOf(empty, runningEmpty);
      rounds.push({
        ms: ms - lastLookOf(recorder.requests),
        emptyMs,
        replayMs: await replay(recorder.requests),
      });
    }
    printTimes(vendor, recorder.requests.length, rounds);
    printMemory(runMemory, emptyMemory);
  } finally {
    await served.close();
    await sandbox.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One round, in ms. */
interface Round {
  readonly ms: number;
  readonly emptyMs: number;
  readonly replayMs: number;
}

function printTimes(vendor: string, requests: number, rounds: readonly Round[]): void {
  const seconds = (of: (round: Round) => number): string => `${(median(rounds.map(of)) / 1000).toFixed(2)} s`;
  const ratio = median(rounds.map(({ ms, emptyMs, replayMs }) => ms / (emptyMs + replayMs)));
  console.log(`${vendor}: ${String(requests)} requests, median of ${String(ROUNDS)} rounds`);
  console.log(`  a  without the last look    ${seconds(({ ms }) => ms)}`);
  console.log(`  b  as many empty tests      ${seconds(({ emptyMs }) => emptyMs)}`);
  console.log(`     its requests, bare       ${seconds(({ replayMs }) => replayMs)}`);
  console.log(`  a / b                       ${ratio.toFixed(2)}   (aim: at most 1.50)`);
}

function printMemory(run: Memory, empty: Memory): void {
  const mb = (bytes: number): string => `${String(Math.round(bytes / 1_000_000))} MB`;
  console.log(`  largest process             ${mb(run.largest)}   (aim: at most 300 MB)`);
  console.log(`  process tree                ${mb(run.tree)}, empty run ${mb(empty.tree)}   (aim: within 150 MB)`);
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? NaN;
}
