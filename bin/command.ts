import { Command, CommanderError } from 'commander';
import { safe } from '../reporters/render/hostile.ts';
import { print, printError } from '../reporters/print.ts';
import { UNACCEPTED_TEXT } from '../reporters/render/text.ts';
import { derive, type Redacted } from '../src/evidence/redacted.ts';
import { reserveOutput } from '../src/output/folder.ts';
import { REPORT_OUTPUT } from '../src/output/kinds.ts';
import { REPORT_FILES } from '../src/output/report-files.ts';
import { learnEnvironment } from '../src/session/boundary.ts';
import { parseLimits } from '../src/session/options.ts';
import { endWithParent } from '../src/session/parent-process.ts';
import { addRunOptions, runOptions, type GivenOptions } from '../src/session/parse-options.ts';
import { readEnvironment } from '../src/target/environment.ts';
import { Problem } from '../src/vendor/problem.ts';
import { EXIT_CODE, exitCodeOf } from '../src/verdict/exit-code.ts';
import type { Results } from '../src/verdict/results.ts';

const REPORT_DIR = 'conformance-report';

/**
 * Does what the arguments say, in this process, and states why where it cannot.
 * @returns the exit code: 0 conformant, 1 nonconformant, 2 invalid, 3 incomplete
 */
export async function command(args: readonly string[]): Promise<number> {
  endWithParent();
  let code: number = EXIT_CODE.invalid;
  let reportDir = REPORT_DIR;
  const program = addRunOptions(new Command('npm run conformance --'))
    .description('Judges an implementation of a user-deletion endpoint against its vendor’s contract.')
    .option('--dry-run', 'list the requests that would be sent and the users that would be created; send nothing')
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .exitOverride()
    .action(async ({ dryRun, ...given }: GivenOptions & { dryRun?: true }) => {
      code = await (dryRun ? listRequests(given) : judge(given));
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
    .description('Looks again at the deletions of an earlier run that were pending, and writes its report again.')
    .requiredOption('--ledger <file>', 'the ledger that the run kept')
    .requiredOption('--results <file>', 'the results.json of the run')
    .option('--report <dir>', 'where the output goes', REPORT_DIR)
    .allowExcessArguments(false)
    .action(async (given: { ledger: string; results: string; report: string }) => {
      code = await verify(given);
    });
  program
    .command('cleanup')
    .description('Deletes the users that earlier runs have left at the configured targets, and only them.')
    .option('--vendor <name>', 'this vendor only (repeatable)', collect, [])
    .option('--ledger <file>', 'the ledger next to which the runs noted their users, too')
    .option('--forget', 'delete nobody, and report them no more', false)
    .option('--clock-offset <time>', 'add this to the time in signatures, such as 90s or -2m')
    .allowExcessArguments(false)
    .action(async (given: CleanupGiven) => {
      code = await cleanup(given);
    });
  program.hook('preAction', (_, action) => {
    const given: unknown = action.getOptionValue('report');
    if (typeof given === 'string') reportDir = given;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its own sentence already.
    if (!(error instanceof CommanderError)) printError(derive(await refusal(error, reportDir), safe));
    return error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_CODE.invalid;
  }
}

async function judge(given: GivenOptions): Promise<number> {
  const { judgeConfigured } = await import('./judge.ts');
  return judgeConfigured(runOptions(given), environment());
}

async function listRequests(given: GivenOptions): Promise<number> {
  const { dryRuns } = await import('../src/session/dry-run.ts');
  const { renderDryRun } = await import('../reporters/render/dry-run.ts');
  for (const one of await dryRuns(runOptions(given), environment())) print(derive(one, renderDryRun));
  return 0;
}

async function merge(dir: string, report: string): Promise<number> {
  const { mergeFolder } = await import('../src/session/merge.ts');
  reserveOutput(report, REPORT_FILES, REPORT_OUTPUT);
  return publish(report, await mergeFolder(dir, environment()));
}

async function verify(given: { ledger: string; results: string; report: string }): Promise<number> {
  const { verifyRun } = await import('../src/session/verify.ts');
  reserveOutput(given.report, REPORT_FILES, REPORT_OUTPUT);
  const { results, message } = await verifyRun(given, environment());
  const code = await publish(given.report, results);
  print(message);
  return code;
}

interface CleanupGiven {
  readonly vendor: string[];
  readonly ledger?: string;
  readonly forget: boolean;
  readonly clockOffset?: string;
}

const collect = (name: string, names: string[]): string[] => [...names, name];

async function cleanup({ vendor, ledger, forget, clockOffset }: CleanupGiven): Promise<number> {
  const { cleanUp } = await import('../src/session/cleanup.ts');
  const { safe } = await import('../reporters/render/hostile.ts');
  const { clockOffsetMs } = parseLimits(clockOffset === undefined ? {} : { clockOffset });
  const options = { vendors: vendor, ledger: ledger ?? null, forget, clockOffsetMs };
  return cleanUp(options, environment(), (line) => print(derive(line, safe)));
}

async function publish(report: string, results: Redacted<Results>): Promise<number> {
  const { publishReport } = await import('../reporters/publish.ts');
  await publishReport(report, results);
  const { code, unaccepted } = exitCodeOf(results);
  if (unaccepted) printError(UNACCEPTED_TEXT);
  return code;
}

/** A merge takes from its shards what a run was asked to do. */
function refuseOptions(program: Command): void {
  const given = program.options.find((option) => program.getOptionValueSource(option.attributeName()) === 'cli');
  if (given) throw new Problem(`${given.long ?? 'That option'} is for the shards: merge takes it from them.`);
}

/** Loaded late: most runs have nothing to refuse. */
async function refusal(error: unknown, reportDir: string): Promise<Redacted<string>> {
  const { refusalOf } = await import('../src/session/explain.ts');
  return refusalOf(error, reportDir);
}

/** The environment of the run: read once, and its secrets known to what is written before anything is. */
function environment(): Record<string, string> {
  return learnEnvironment(readEnvironment(process.cwd()));
}
