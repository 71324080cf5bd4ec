import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { attempt, type Attempt, type Outcome } from './attempt.ts';
import { earlierReport, serveApart } from './sandbox.ts';

/**
 * `npm run kills [-- COUNT]`: kills runs with late deletions at random moments, by SIGKILL of the command, by Ctrl-C, and by SIGKILL
 * of any process of `npx playwright test`, and prints what was left. Exits 1 where something was lost.
 */

const COUNT = Number(process.argv[2] ?? 20);
const DELAY_MS = 800;
/** Late enough that most runs are under way, early enough that few have ended. */
const [EARLIEST, LATEST] = [0.1, 1];

interface Way extends Pick<Attempt, 'kill' | 'program'> {
  readonly name: string;
}

const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('../../../playwright.config.ts', import.meta.url));

const WAYS: readonly Way[] = [
  { name: 'kill -9 of the command', kill: ({ child }) => void child.kill('SIGKILL') },
  { name: 'Ctrl-C', kill: ({ child }) => void child.kill('SIGINT') },
  {
    name: 'kill -9 in npx playwright test',
    program: [CLI, 'test', '--config', CONFIG],
    kill(run) {
      const found = run.processes();
      const one = found[randomInt(Math.max(1, found.length))];
      if (one) process.kill(one.pid, 'SIGKILL');
    },
  },
];
const VENDORS = ['knot', 'mastercard'] as const;
/** All but the one requirement that takes longest. */
const OPTIONS = ['--grep', '^(?!.*five-hundred-users)', '--partial'];

let failed = 0;
const totals = { created: 0, left: 0, inJournal: 0, nameless: 0, outlived: 0, damaged: 0, absent: 0, unaccounted: 0 };
const [first] = VENDORS;
const served = await serveApart(first, 0);
const report = await earlierReport(served.variables);
await served.close();
const wholeMs = new Map<string, number>();
for (const vendor of VENDORS) {
  wholeMs.set(vendor, (await killed(vendor, { kill: () => undefined })).tookMs);
}
for (let at = 0; at < COUNT; at++) {
  const vendor = VENDORS[at % VENDORS.length] ?? first;
  const way = WAYS[Math.floor(at / VENDORS.length) % WAYS.length];
  const whole = wholeMs.get(vendor) ?? 0;
  const afterMs = randomInt(Math.ceil(whole * EARLIEST), Math.ceil(whole * LATEST));
  const outcome = await killed(vendor, { afterMs, ...(way ?? { kill: () => undefined }) });
  const isFine = isClean(outcome);
  if (!isFine) failed += 1;
  add(outcome);
  console.log(
    `${String(at + 1).padStart(2)} ${isFine ? 'ok    ' : 'FAILED'} ${vendor.padEnd(10)} ${(way?.name ?? '').padEnd(32)} ` +
      `after ${String(afterMs).padStart(6)} ms: ${outcome.requests} requests, exit ${outcome.code ?? 'none'}, ` +
      `${outcome.created} created, ${outcome.left} left, ${outcome.inJournal} in the journal (${outcome.nameless} without id), ` +
      `report ${outcome.report}, ${outcome.outlived.length} processes outlived it (all ended after ${outcome.endedAfterMs} ms), ` +
      `cleanup ${outcome.cleanup.code ?? 'none'}: ${outcome.cleanup.out.trim()}`,
  );
  if (!isFine) console.log(JSON.stringify(outcome, null, 2));
}
report.remove();
console.log(
  `${COUNT} runs killed, ${failed} failed: ${totals.created} users created, ${totals.left} left at the kill, all but ` +
    `${totals.unaccounted} known (${totals.inJournal} in journals, ${totals.nameless} without id), ${totals.outlived} ` +
    `processes outlived their run, ${totals.damaged} reports damaged, ${totals.absent} absent.`,
);
process.exitCode = failed === 0 ? 0 : 1;

async function killed(
  vendor: Attempt['vendor'],
  given: Pick<Attempt, 'kill' | 'afterMs' | 'program'>,
): Promise<Outcome> {
  const sandbox = await serveApart(vendor, DELAY_MS);
  try {
    const { variables } = sandbox;
    return await attempt({
      vendor,
      variables,
      deletionDelayMs: DELAY_MS,
      report: report.path,
      options: OPTIONS,
      ...given,
    });
  } finally {
    await sandbox.close();
  }
}

function isClean(outcome: Outcome): boolean {
  const { outlived, report: left, unaccounted, strangersLost, livingAfter, nameless, cleanup } = outcome;
  return (
    outlived.length + unaccounted.length + strangersLost.length === 0 &&
    left !== 'damaged' &&
    livingAfter.length <= nameless &&
    cleanup.code === (nameless > 0 ? 3 : 0)
  );
}

function add({ created, left, inJournal, nameless, outlived, report: state, unaccounted }: Outcome): void {
  totals.created += created;
  totals.left += left;
  totals.inJournal += inJournal;
  totals.nameless += nameless;
  totals.outlived += outlived.length;
  totals.unaccounted += unaccounted.length;
  if (state === 'damaged') totals.damaged += 1;
  if (state === 'absent') totals.absent += 1;
}
