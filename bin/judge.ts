import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from '../reporters/progress.ts';
import { publishReport } from '../reporters/publish.ts';
import { safe } from '../reporters/render/sanitize.ts';
import { print, printError } from '../reporters/print.ts';
import { UNACCEPTED_TEXT } from '../reporters/render/messages.ts';
import { derive, sentence, type Redacted } from '../src/evidence/redacted.ts';
import { collectAgain } from '../src/run/force-gc.ts';
import type { Run } from '../src/run/run.ts';
import { boundary } from '../src/session/redaction.ts';
import type { RunOptions } from '../src/session/options.ts';
import { planSession } from '../src/session/plan.ts';
import { finishRun, openSession, type Finished, type Session } from '../src/session/session.ts';
import type { Environment } from '../src/configuration/environment.ts';
import { ConfigurationError } from '../src/errors.ts';
import { killCommands } from '../src/users/operator-commands.ts';
import { EXIT_CODE, exitCodeOf } from '../src/verdict/exit-code.ts';
import type { Results } from '../src/verdict/results.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Judges what is configured, in this process, and writes the report.
 * @returns the exit code
 * @throws ConfigurationError where the configuration is refused; nothing was sent then
 */
export async function judgeConfigured(options: RunOptions, environment: Environment): Promise<number> {
  const release = onSignal(() => {
    printError(sentence`The run was interrupted before anything was judged, so it proves nothing (exit 2).`);
    process.exit(EXIT_CODE.invalid);
  });
  mark('loaded');
  const plan = await planSession(options, environment);
  const session = await openSession(plan);
  for (const notice of plan.notices) print(derive(notice, safe));
  mark('opened');
  try {
    const { finished, wasStopped } = await judge(session, release);
    collectAgain();
    mark('judged');
    if ('shard' in finished) {
      print(derive(finished.shard.message, safe));
      return finished.shard.written ? EXIT_CODE.conformant : EXIT_CODE.invalid;
    }
    await publish(options, finished.results);
    mark('published');
    const { code, unaccepted } = exitCodeOf(finished.results);
    if (unaccepted) printError(UNACCEPTED_TEXT);
    return wasStopped && code === EXIT_CODE.conformant ? EXIT_CODE.incomplete : code;
  } finally {
    await session.close();
  }
}

/**
 * Runs to the end. Nothing refers to the run once this returns: its users and exchanges would take memory while the report
 * is written.
 * @param release called once the run answers to signals itself
 */
async function judge(session: Session, release: () => void): Promise<{ finished: Finished; wasStopped: boolean }> {
  const progress = new Progress(process.stdout);
  const run = session.open({
    onResult: ({ id, verdict, knownFailure }) => progress.done(boundary.text(id), verdict, knownFailure !== null),
  });
  progress.total = run.requirements.length;
  progress.follow(() => run.status());
  release();
  const finished = await finishOrStop(session, run);
  progress.end();
  return { finished, wasStopped: run.stopped };
}

/** The first signal ends the run in order: nothing more is sent, the report states what was judged. A second ends it at once. */
async function finishOrStop(session: Session, run: Run): Promise<Finished> {
  const release = onSignal(() => {
    if (run.stopped) process.exit(EXIT_CODE.invalid);
    killCommands();
    run.stop();
  });
  try {
    run.start();
    return await finishRun(session, run);
  } finally {
    release();
  }
}

/** @throws ConfigurationError that states what the folder holds instead */
async function publish({ reportDir: dir, formats }: RunOptions, results: Redacted<Results>): Promise<void> {
  try {
    await publishReport(dir, results, formats);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const earlier = existsSync(join(dir, 'results.json'))
      ? ` What is in "${dir}" is the report of an earlier run.`
      : '';
    throw new ConfigurationError(
      `The report could not be written, so the run proves nothing (exit 2): ${message}${earlier}`,
    );
  }
}

/** For `npm run bench`, which reads where the time went. */
function mark(name: string): void {
  performance.mark(`deletion-conformance:${name}`);
}

/** @returns what makes the process deaf to signals again */
function onSignal(act: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, act);
  return () => {
    for (const signal of SIGNALS) process.off(signal, act);
  };
}
