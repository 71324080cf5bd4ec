import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../src/exchange/clock.ts';
import { SANDBOXES, serveSandbox } from '../src/sandbox/index.ts';
import { SETTLED_CHECKS } from '../src/run/settle.ts';
import type { Results } from '../src/verdict/results.ts';
import { measure, type Measured } from './measure.ts';
import { lastLookOf, recording, replay } from './recording.ts';

/**
 * `npm run bench`: a run's cost as a ratio. a = the run without its last look; b = the floor: a Playwright run of the same configuration with
 * as many tests with empty bodies, plus the run's own requests replayed one after another against a server that answers
 * at once. Memory: the largest process, and the whole process tree against that of the empty run.
 */

const ROUNDS = 3;
/** An optional row about hundreds of users would be most of what is measured. */
const MAX_USERS = '300';
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TSX = ['--import', import.meta.resolve('tsx')];
const PLAYWRIGHT = [fileURLToPath(import.meta.resolve('@playwright/test/cli'))];

// A vendor without requirements cannot be judged yet, so there is nothing to measure.
for (const vendor of Object.keys(SANDBOXES))
  if (existsSync(join(ROOT, 'specs', vendor, 'requirements.yaml'))) await benchVendor(vendor);

async function benchVendor(vendor: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deletion-conformance-bench-'));
  const sandbox = await SANDBOXES[vendor]?.({ clock: systemClock });
  if (!sandbox) return;
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
    const run = [...TSX, 'bin/conformance.ts', '--vendor', vendor, '--report', join(folder, 'report')];
    const a: Measured[] = [];
    const empty: Measured[] = [];
    const replays: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      recorder.reset();
      const whole = await measure(run, { cwd: ROOT, environment: variables });
      a.push({ ...whole, ms: whole.ms - lastLookOf(recorder.requests) });
      const results = JSON.parse(await readFile(join(folder, 'report', 'results.json'), 'utf8')) as Results;
      const tests = String(results.requirements.filter(({ check }) => !SETTLED_CHECKS.has(check)).length);
      empty.push(
        await measure([...PLAYWRIGHT, 'test', '-c', 'bench/empty.config.ts'], {
          cwd: ROOT,
          environment: { BENCH_TESTS: tests },
        }),
      );
      replays.push(await replay(recorder.requests));
    }
    print(vendor, recorder.requests.length, a, empty, replays);
  } finally {
    await served.close();
    await sandbox.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function print(vendor: string, requests: number, a: Measured[], empty: Measured[], replays: number[]): void {
  const ratios = a.map(({ ms }, index) => ms / ((empty[index]?.ms ?? NaN) + (replays[index] ?? NaN)));
  const mb = (bytes: number): string => `${String(Math.round(bytes / 1_000_000))} MB`;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  process.stdout.write(
    [
      `${vendor}: ${String(requests)} requests, median of ${String(ROUNDS)} rounds`,
      `  a  without the last look    ${seconds(median(a.map(({ ms }) => ms)))}`,
      `  b  as many empty tests      ${seconds(median(empty.map(({ ms }) => ms)))}`,
      `     its requests, bare       ${seconds(median(replays))}`,
      `  a / b                       ${median(ratios).toFixed(2)}   (aim: at most 1.50)`,
      `  largest process             ${mb(Math.max(...a.map(({ largest }) => largest)))}   (aim: at most 300 MB)`,
      `  process tree                ${mb(Math.max(...a.map(({ tree }) => tree)))}, empty run ${mb(Math.max(...empty.map(({ tree }) => tree)))}   (aim: within 150 MB)`,
      '',
    ].join('\n'),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? NaN;
}
