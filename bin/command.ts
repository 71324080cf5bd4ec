import { Command, CommanderError } from 'commander';
import { prepareReportFolder } from '../reporters/folder.ts';
import { print, printError } from '../reporters/print.ts';
import { EXIT_CODE } from '../reporters/render/text.ts';
import type { Redacted } from '../src/evidence/redacted.ts';
import { SHARD_SEED, type Shard } from '../src/run/shard.ts';
import { Problem } from '../src/vendor/problem.ts';
import { blobExitCode, exitCodeOf, resultsExitCode } from '../tests/conformance/exit-code.ts';
import { mannersOf } from '../tests/conformance/manners.ts';
import { defaultOrder, ownFiles, type RunOrder } from '../tests/conformance/order.ts';
import { dismiss, runPlaywright, type Runner } from '../tests/conformance/runner.ts';

/**
 * What `npm run conformance` (conformance.js) does: it runs the suite in a child, which refuses what cannot be judged
 * before anything is sent, and exits by the outcome: 0 conformant, 1 nonconformant, 2 invalid, 3 incomplete. What the
 * child's own exit code says is not trusted: only a results file of this very run, complete, can make it anything but 2.
 */

type Options = Omit<
  RunOrder,
  | 'runId'
  | 'startedAt'
  | 'seed'
  | 'reportDir'
  | 'grep'
  | 'vendors'
  | 'knownFailures'
  | 'shard'
  | 'manners'
  | 'ledger'
  | 'record'
  | 'replay'
> & {
  readonly vendor: string[];
  readonly report: string;
  readonly grep?: string;
  readonly seed?: string;
  readonly knownFailures?: string;
  readonly shard?: string;
  readonly ledger?: string;
  readonly rate?: string;
  readonly maxRequests?: string;
  readonly clockOffset?: string;
  readonly dryRun?: true;
  readonly record?: string;
  readonly replay?: string;
};

const REPORT_DIR = defaultOrder().reportDir;

/**
 * Does what the arguments of this process say, and tells why where it cannot.
 * @param runner gets the order of a run; whatever else is asked for ends it
 * @returns the exit code
 */
export async function command(runner: Runner): Promise<number> {
  let code: number = EXIT_CODE.invalid;
  let reportDir = REPORT_DIR;
  const program = conformance()
    .action(async (options: Options) => {
      const order = orderOf(options);
      code = await (options.dryRun ? tellOnly(order) : run(runner, order));
    })
    .hook('preAction', (_, action) => {
      reportDir = action.getOptionValue('report') as string;
      if (action !== program || action.getOptionValue('dryRun')) dismiss(runner);
    });
  program
    .command('merge')
    .description('Judges the run whose shards (--shard) a folder holds, and writes its report.')
    .argument('<dir>', 'the folder')
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .allowExcessArguments(false)
    .action(async (dir: string, { report }: { report: string }) => {
      refuseOptions(program);
      code = await merge(dir, report);
    });
  program
    .command('verify')
    .description('Looks again at the deletions of an earlier run that were pending, and gives its report anew.')
    .requiredOption('--ledger <file>', 'the ledger that the run kept')
    .requiredOption('--results <file>', 'the results.json of the run')
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .allowExcessArguments(false)
    .action(async (options: { ledger: string; results: string; report: string }) => {
      const { verifyRun } = await import('../tests/conformance/verify.ts');
      code = exitCodeOf(await verifyRun(options));
    });
  try {
    await program.parseAsync();
    return code;
  } catch (error) {
    dismiss(runner);
    // Commander has said its own sentence already.
    if (!(error instanceof CommanderError)) printError(await refusalOf(error, reportDir));
    return error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_CODE.invalid;
  }
}

function conformance(): Command {
  return new Command('npm run conformance --')
    .description('Judges an implementation of a user-deletion endpoint against its vendor’s contract.')
    .option('--vendor <name>', 'this vendor only (repeatable)', (name: string, names: string[]) => [...names, name], [])
    .option('--sandbox', 'judge the embedded sandbox, whatever the environment configures', false)
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .option('--grep <pattern>', 'only the requirements whose id matches')
    .option('--strict', 'a warn makes the run nonconformant; an unjudged SHOULD makes it incomplete', false)
    .option('--accept-unproven-erasure', 'an erasure that cannot be observed does not make the run incomplete', false)
    .option('--allow-hazardous', 'also send what could hit strangers at a host that is not loopback', false)
    .option('--partial', 'a selection (--grep) may end conformant', false)
    .option('--seed <number>', 'repeat the generated cases of an earlier run')
    .option('--known-failures <file>', 'requirements that are known to fail, and until when: they do not gate')
    .option('--shard <n/of>', 'run this share of the requirements and leave a file for the merge, which judges')
    .option(
      '--ledger <file>',
      'note every accepted deletion, to verify it later; offered users of earlier runs are left',
    )
    .option('--rate <n/s>', 'requests a second (2/s) or a minute (120/m), over all requirements')
    .option('--max-requests <n>', 'send so many requests and no more')
    .option('--clock-offset <time>', 'add this to the time in signatures, such as 90s or -2m')
    .option('--record <dir>', 'leave what was exchanged there, redacted, to be replayed')
    .option('--replay <dir>', 'judge what was recorded there again, without any network')
    .option('--dry-run', 'tell what would be sent to the configured target, and send nothing')
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .exitOverride();
}

async function run(runner: Runner, order: RunOrder): Promise<number> {
  // First of all: after a refusal no earlier report may stand there, to be taken for this run's.
  prepareReportFolder(order.reportDir, ownFiles(order));
  const ended = await runPlaywright(runner, order);
  // It has said why: the runner itself never exits so.
  if (ended === EXIT_CODE.invalid) return EXIT_CODE.invalid;
  if (order.shard) return blobExitCode(order, order.shard);
  return resultsExitCode(order, ended === 'interrupted');
}

async function tellOnly(order: RunOrder): Promise<number> {
  const { rehearse } = await import('../tests/conformance/rehearse.ts');
  await rehearse(order, print);
  return 0;
}

async function merge(dir: string, report: string): Promise<number> {
  prepareReportFolder(report);
  // The engine, which a run loads in its child alone.
  const { mergeFolder } = await import('../tests/conformance/merge.ts');
  const { publishReport } = await import('../reporters/publish.ts');
  const results = await mergeFolder(dir);
  await publishReport(report, results);
  return exitCodeOf(results);
}

/** A merge takes what a run was told from its shards. */
function refuseOptions(program: Command): void {
  const given = program.options.find((option) => program.getOptionValueSource(option.attributeName()) === 'cli');
  if (given) throw new Problem(`${given.long ?? 'That option'} is for the shards: merge takes it from them.`);
}

function orderOf(options: Options): RunOrder {
  const { vendor, report, grep, seed, knownFailures, shard, ledger, rate, maxRequests, clockOffset, ...flags } =
    options;
  const { dryRun: _, record = null, replay = null, ...kept } = flags;
  refuseBeside(options);
  const manners = mannersOf({
    ...(rate === undefined ? {} : { rate }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(clockOffset === undefined ? {} : { clockOffset }),
  });
  const named = { vendors: vendor, reportDir: report, grep: grep ?? null, knownFailures: knownFailures ?? null };
  const further = { manners, ledger: ledger ?? null, record, replay };
  const order = { ...defaultOrder(), ...kept, ...named, ...further, shard: shardOf(shard) };
  if (seed === undefined) return order.shard ? { ...order, seed: SHARD_SEED } : order;
  if (!/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 31)
    throw new Problem(`--seed takes a whole number from 0 to ${2 ** 31 - 1}, not "${seed}".`);
  return { ...order, seed: Number(seed) };
}

/** A replay takes from its cassettes what these would say; shards share no tape. */
function refuseBeside({ record, replay, shard, grep, vendor, sandbox, seed }: Options): void {
  const named = { '--grep': grep, '--vendor': vendor[0], '--sandbox': sandbox || undefined, '--seed': seed };
  const [beside] = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (replay !== undefined && beside)
    throw new Problem(`--replay takes from its cassettes what ${beside} would say: leave it out.`);
  if (record !== undefined && replay !== undefined) throw new Problem('--record and --replay exclude each other.');
  if (shard !== undefined && (record ?? replay) !== undefined)
    throw new Problem('--shard has no part in --record and --replay: record a whole run.');
}

function shardOf(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [current = 0, total = 0] = /^\d{1,4}\/\d{1,4}$/.test(text) ? text.split('/').map(Number) : [];
  if (current >= 1 && current <= total) return { current, total };
  throw new Problem(`--shard takes which one and how many, such as 1/3, not "${text}".`);
}

/** Loaded late: most runs have nothing to refuse. */
async function refusalOf(error: unknown, reportDir: string): Promise<Redacted<string>> {
  const { refusalOf: refusal } = await import('../tests/conformance/explain.ts');
  return refusal(error, reportDir);
}
