import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { derive, type Redacted } from '../src/evidence/redacted.ts';
import type { Finished } from '../src/session/session.ts';
import type { ReportFormats } from '../src/output/report-files.ts';
import type { RequirementResult } from '../src/verdict/results.ts';
import { print, printError } from './print.ts';
import { Progress } from './progress.ts';
import { safe } from './render/sanitize.ts';
import type { RunStatus } from './run-status.ts';

/** The run that the tests of the runner ask for their results, in the runner's main process. */
export interface NativeRun {
  /** Lines that state what is judged, and what is left out. */
  readonly notices: readonly Redacted<string>[];
  /** Folder of the report, as the operator named it. */
  readonly reportDir: string;
  /** What the report holds besides its usual files. */
  readonly formats: ReportFormats;
  /**
   * Opens a run of these requirements and starts judging them.
   * @returns how many the run judges
   */
  begin(ids: readonly string[], onResult: (result: RequirementResult) => void): number;
  /** The state of the run that was begun. */
  status(): RunStatus;
  /**
   * Waits for the run's end; undefined where none was begun.
   * @param errors what went wrong outside of every requirement
   */
  finish(errors: readonly string[], interrupted: boolean): Promise<Finished | undefined>;
  /** Redacts a text. */
  readonly redact: (text: string) => Redacted<string>;
  /** An error of the suite's own in words, which state where its stack is or how to get it. */
  readonly explain: (error: unknown, where: string) => Redacted<string>;
}

export interface ConformanceReporterOptions {
  /** Absent in a worker, which reports nothing. */
  readonly native?: NativeRun;
  /** Set by the runner where tests are only listed. */
  readonly _mode?: string;
}

/** Writes the report of a run under Playwright: the run judges, the runner's tests only ask it for their results. */
export default class ConformanceReporter implements Reporter {
  readonly #native: NativeRun | undefined;
  readonly #isListing: boolean;
  readonly #errors: string[] = [];
  /** Tests that failed without a judgement, with the message of the runner. */
  readonly #broken: string[] = [];
  readonly #judged = new Map<string, RequirementResult>();
  #progress = new Progress(process.stdout);
  #isBegun = false;

  constructor({ native, _mode }: ConformanceReporterOptions) {
    this.#native = native;
    this.#isListing = _mode === 'list';
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    const planned = suite.allTests().map(idOf);
    // After a refused set-up the runner begins with an empty suite, only to end it.
    if (this.#isListing || planned.length === 0 || !this.#native) return;
    const { redact, notices } = this.#native;
    for (const notice of notices) print(derive(notice, safe));
    this.#progress.total = this.#native.begin(planned, (result) => {
      this.#judged.set(result.id, result);
      this.#progress.done(redact(result.id), result.verdict, result.knownFailure !== null);
    });
    const native = this.#native;
    this.#progress.follow(() => native.status());
    this.#isBegun = true;
  }

  onTestEnd(test: TestCase, { status, error }: TestResult): void {
    const id = idOf(test);
    if (status === 'failed' && !this.#judged.has(id))
      this.#broken.push(`${id}: ${error?.message ?? 'the test failed'}`);
  }

  onError(error: TestError): void {
    this.#fail(error, 'the run');
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    this.#progress.end();
    // Where nothing was begun, the run was refused: it has printed why, and there is nothing to report on.
    if (this.#isListing) return undefined;
    if (!this.#isBegun || !this.#native) return { status: 'failed' };
    const isInterrupted = status === 'interrupted';
    const finished = await this.#finish(this.#native, isInterrupted);
    if (!finished) return { status: 'failed' };
    if ('shard' in finished) {
      print(derive(finished.shard.message, safe));
      return { status: finished.shard.written ? 'passed' : 'failed' };
    }
    const { publishReport } = await import('./publish.ts');
    await publishReport(this.#native.reportDir, finished.results, this.#native.formats);
    return { status: finished.results.outcome === 'conformant' && !isInterrupted ? 'passed' : 'failed' };
  }

  printsToStdio(): boolean {
    return !this.#isListing;
  }

  async #finish(native: NativeRun, isInterrupted: boolean): Promise<Finished | undefined> {
    try {
      return await native.finish([...this.#errors, ...this.#broken], isInterrupted);
    } catch (error) {
      // The runner would print its stack.
      this.#fail(error, 'the end of the run');
      return undefined;
    }
  }

  #fail(error: unknown, where: string): void {
    this.#progress.end();
    if (!this.#native) return;
    const text = derive(this.#native.explain(error, where), safe);
    this.#errors.push(text);
    printError(text);
  }
}

/** The tag that names the requirement. */
const idOf = (test: TestCase): string => (test.tags.find((tag) => tag.includes('/')) ?? `@${test.title}`).slice(1);
