import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { prepareReportFolder } from '../reporters/folder.ts';
import { EXIT_CODE } from '../reporters/render/text.ts';
import { Problem } from '../src/vendor/problem.ts';
import type { Results } from '../src/verdict/results.ts';
import { defaultOrder, type RunOrder } from '../tests/conformance/order.ts';
import { ORDER_VARIABLE } from '../tests/conformance/published.ts';

/**
 * `npm run conformance`: runs the suite in a child, which refuses what cannot be judged before anything is sent, and exits
 * by the outcome: 0 conformant, 1 nonconformant, 2 invalid, 3 incomplete. What the child's own exit code says is not
 * trusted: only a results file of this very run, complete, can make it anything but 2.
 */

type Options = Omit<RunOrder, 'runId' | 'startedAt' | 'seed' | 'reportDir' | 'grep' | 'vendors' | 'sandbox'> & {
  readonly vendor: string[];
  readonly sandbox: boolean;
  readonly report: string;
  readonly grep?: string;
  readonly acceptUnprovenErasure: boolean;
  readonly seed?: string;
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const program = new Command('npm run conformance --')
  .description('Judges an implementation of a user-deletion endpoint against its vendor’s contract.')
  .option('--vendor <name>', 'this vendor only (repeatable)', (name: string, names: string[]) => [...names, name], [])
  .option('--sandbox', 'judge the embedded sandbox, whatever the environment configures', false)
  .option('--report <dir>', 'where the output goes', defaultOrder().reportDir)
  .option('--grep <pattern>', 'only the requirements whose id matches')
  .option('--strict', 'a warn makes the run nonconformant; an unjudged SHOULD makes it incomplete', false)
  .option('--accept-unproven-erasure', 'an erasure that cannot be observed does not make the run incomplete', false)
  .option('--allow-hazardous', 'also send what could hit strangers at a host that is not loopback', false)
  .option('--partial', 'a selection (--grep) may end conformant', false)
  .option('--seed <number>', 'repeat the generated cases of an earlier run')
  .allowExcessArguments(false)
  .exitOverride();

try {
  program.parse();
  process.exitCode = await run(orderOf(program.opts<Options>()));
} catch (error) {
  // Commander has said its own sentence already.
  if (!(error instanceof CommanderError)) console.error(sentence(error));
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_CODE.invalid;
}

async function run(order: RunOrder): Promise<number> {
  // First of all: after a refusal no earlier report may stand there, to be taken for this run's.
  prepareReportFolder(order.reportDir);
  const ended = await runPlaywright(order);
  // It has said why: the runner itself never exits so.
  if (ended === EXIT_CODE.invalid) return EXIT_CODE.invalid;
  const code = exitCode(order);
  return ended === 'interrupted' && code === 0 ? EXIT_CODE.incomplete : code;
}

function orderOf({ vendor, report, grep, seed, ...flags }: Options): RunOrder {
  const order = { ...defaultOrder(), ...flags, vendors: vendor, reportDir: report, grep: grep ?? null };
  if (seed === undefined) return order;
  if (!/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 31)
    throw new Problem(`--seed takes a whole number from 0 to ${2 ** 31 - 1}, not "${seed}".`);
  return { ...order, seed: Number(seed) };
}

/** @returns the runner's own exit code, or that a signal interrupted it. */
function runPlaywright(order: RunOrder): Promise<number | 'interrupted' | null> {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  // A process group of its own: Ctrl-C in a terminal then reaches it once, from here. Twice would make it drop its work.
  const child = spawn(process.execPath, [cli, 'test', '--config', join(ROOT, 'playwright.config.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [ORDER_VARIABLE]: JSON.stringify(order) },
    detached: true,
  });
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interrupted = true;
      child.kill('SIGINT'); // The one on which Playwright winds down.
    });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(interrupted ? 'interrupted' : code));
  });
}

/** By the results file of this run; 2 where there is none. */
function exitCode({ runId, reportDir, partial }: RunOrder): number {
  const results = readResults(reportDir);
  if (results?.runId !== runId || results.complete !== true) {
    console.error('The run left no complete result behind, so it proves nothing (exit 2). Its own messages are above.');
    return EXIT_CODE.invalid;
  }
  const code = Object.hasOwn(EXIT_CODE, results.outcome) ? EXIT_CODE[results.outcome] : EXIT_CODE.invalid;
  if (code !== 0 || results.partial === null || partial) return code;
  console.error('Only a selection was judged, so this is no conformance (exit 3): add --partial to accept that.');
  return EXIT_CODE.incomplete;
}

function readResults(dir: string): (Partial<Results> & Pick<Results, 'outcome'>) | null {
  try {
    return JSON.parse(readFileSync(join(dir, 'results.json'), 'utf8')) as Results;
  } catch {
    return null;
  }
}

function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof Problem ? message : `The run could not start: ${message}`;
}
