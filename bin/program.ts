import { Command, CommanderError } from 'commander';
import { safe } from '../reporters/render/sanitize.ts';
import { printError } from '../reporters/print.ts';
import { derive, sentence, type Redacted } from '../src/evidence/redacted.ts';
import { COMMAND } from '../src/build-info.ts';
import { ConfigurationError } from '../src/errors.ts';
import { versionLine } from '../src/session/suite-info.ts';
import { EXIT_CODE } from '../src/verdict/exit-code.ts';
import { addCatalogue } from './commands/catalogue.ts';
import { addCleanup } from './commands/cleanup.ts';
import { addCompare } from './commands/compare.ts';
import { REPORT_DIR } from './command-types.ts';
import { addInit } from './commands/init.ts';
import { addMerge } from './commands/merge.ts';
import { addReport } from './commands/report.ts';
import { addRun } from './commands/run.ts';
import { addSign } from './commands/sign.ts';
import { addVerify } from './commands/verify.ts';

/** What is printed where a subcommand fails by an error of our own. */
const FAILED: Readonly<Record<string, Redacted<string>>> = {
  report: sentence`The report could not be rendered`,
  compare: sentence`The results could not be compared`,
  sandbox: sentence`The sandbox failed`,
  list: sentence`The requirements could not be listed`,
  explain: sentence`The requirement could not be explained`,
};

/**
 * Executes the arguments, in this process, and states why where it cannot.
 * @param onStart called with the subcommand's name (the program's own for a run) before it acts
 * @returns the exit code: 0 conformant, 1 nonconformant, 2 invalid, 3 incomplete
 */
export async function command(
  args: readonly string[],
  onStart: (name: string) => void = () => undefined,
): Promise<number> {
  let code: number = EXIT_CODE.invalid;
  let reportDir = REPORT_DIR;
  let name = '';
  const program = new Command(COMMAND)
    .description('Judges an implementation of a user-deletion endpoint against its vendor’s contract.')
    .usage('[run] [options]\n       ' + COMMAND + ' <command> [options]')
    .version(versionLine(), '--version', 'print the version and the commit that it was built from')
    .allowExcessArguments(false)
    .enablePositionalOptions()
    .exitOverride();
  const end = (result: number): void => {
    code = result;
  };
  for (const add of [addRun, addMerge, addVerify, addCleanup, addReport, addCompare, addCatalogue, addSign, addInit])
    add(program, end);
  // It loads the implementations: nobody else needs them.
  if (args[0] === 'sandbox') (await import('./commands/sandbox.ts')).addSandbox(program);
  else program.command('sandbox').usage('[options]').description('Serves an embedded reference implementation.');
  program.hook('preAction', (_, action) => {
    name = action.name();
    onStart(name);
    if (action !== program) refuseRunOptions(program, name);
    const given: unknown = action.getOptionValue('report');
    if (typeof given === 'string') reportDir = given;
  });
  try {
    await program.parseAsync(withoutRun(args, program), { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its own sentence already.
    if (!(error instanceof CommanderError)) {
      // Loaded late: most commands have nothing to refuse.
      const { refusalText } = await import('../src/session/error-message.ts');
      printError(derive(refusalText(error, reportDir, FAILED[name]), safe));
    }
    return error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_CODE.invalid;
  }
}

/** `run` is what no command means. */
function withoutRun([first, ...others]: readonly string[], { commands }: Command): string[] {
  if (first !== 'run') return first === undefined ? [] : [first, ...others];
  const second = commands.find((one) => one.name() === others[0])?.name();
  if (second) throw new ConfigurationError(`run and ${second} are two commands: give one of them.`);
  return others;
}

/** What is before a subcommand would be ignored in silence. */
function refuseRunOptions(program: Command, name: string): void {
  const given = program.options.find((option) => program.getOptionValueSource(option.attributeName()) === 'cli');
  const why =
    name === 'merge' ? 'an option of the shards: merge takes it from them' : `of a run: ${name} does not take it`;
  if (given) throw new ConfigurationError(`${given.long ?? 'That option'} is ${why}.`);
}
