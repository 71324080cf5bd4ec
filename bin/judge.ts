import { prepareReportFolder } from '../reporters/folder.ts';
import { Progress } from '../reporters/progress.ts';
import { publishReport } from '../reporters/publish.ts';
import { visible } from '../reporters/render/hostile.ts';
import { UNACCEPTED_TEXT } from '../reporters/render/text.ts';
import type { Run } from '../src/run/run.ts';
import { blobName } from '../src/run/shard.ts';
import { finishRun } from '../src/session/finish.ts';
import type { RunOptions } from '../src/session/options.ts';
import { planSession } from '../src/session/plan.ts';
import { openSession } from '../src/session/session.ts';
import type { Environment } from '../src/target/environment.ts';
import { EXIT_CODE, exitCodeOf } from '../src/verdict/exit-code.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Judges what is configured, in this process, and writes the report.
 * @returns the exit code
 * @throws Problem where the configuration is refused; nothing was sent then
 */
export async function judgeConfigured(options: RunOptions, environment: Environment): Promise<number> {
  const plan = await planSession(options, environment);
  prepareReportFolder(options.reportDir, options.shard ? [blobName(options.shard)] : []);
  for (const notice of plan.notices) console.log(visible(notice));
  const session = await openSession(plan);
  try {
    const progress = new Progress(process.stdout);
    const run = session.open({
      onResult: ({ id, verdict, knownFailure }) => progress.done(id, verdict, knownFailure !== null),
    });
    progress.total = run.requirements.length;
    const release = stopOnSignal(run);
    run.start();
    const finished = await finishRun(session, run);
    release();
    progress.end();
    if ('shard' in finished) {
      console.log(visible(finished.shard.message));
      return finished.shard.written ? EXIT_CODE.conformant : EXIT_CODE.invalid;
    }
    await publishReport(options.reportDir, finished.results);
    const { code, unaccepted } = exitCodeOf(finished.results);
    if (unaccepted) console.error(UNACCEPTED_TEXT);
    return run.stopped && code === EXIT_CODE.conformant ? EXIT_CODE.incomplete : code;
  } finally {
    await session.close();
  }
}

/** The first signal ends the run in order: nothing more is sent, the report states what was judged. A second ends it at once. */
function stopOnSignal(run: Run): () => void {
  const stop = (): void => {
    if (run.stopped) process.exit(EXIT_CODE.invalid);
    run.stop();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}
