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
import type { RequirementResult, Results } from '../src/verdict/results.ts';
import { JUDGEMENT } from './judgement.ts';
import { print, printError } from './print.ts';
import { Progress } from './progress.ts';
import { visible } from './render/hostile.ts';

/** What a run leaves behind in the runner, for whoever makes results of it. */
export interface Remains {
  /** Vendors whose projects were in the run, in the order of the configuration. */
  readonly vendors: readonly string[];
  /** Ids of the requirements that the runner had planned, in its own order. */
  readonly planned: readonly string[];
  /** Attachments by requirement id; of a row that never ended there is none. */
  readonly judged: ReadonlyMap<string, Judged>;
  /** Tests that ended without a judgement, with what the runner says. */
  readonly broken: ReadonlyMap<string, string>;
  /** Whatever went wrong outside of the tests. */
  readonly errors: readonly string[];
  readonly interrupted: boolean;
}

/** What the attachment of a test must hold at least. */
export interface Judged {
  readonly result: RequirementResult;
}

/** The end of a run that is judged elsewhere: a shard. */
export interface Unjudged {
  /** Whether all that is needed to judge it was written. */
  readonly written: boolean;
  readonly message: Redacted<string>;
}

export interface ConformanceReporterOptions {
  /** Folder of the report, as the operator named it. */
  readonly reportDir: string;
  /** Lines that tell what is judged, and what is left out. */
  readonly notices: readonly Redacted<string>[];
  /** What the runner's own texts go through before they are written. */
  readonly redact: (text: string) => Redacted<string>;
  /** An error of the suite's own in words, which say where its stack is or how to get it. */
  readonly explain: (error: unknown, where: string) => Redacted<string>;
  /** Told the requirements that the runner has planned, before the first of them. */
  readonly begin: (planned: readonly string[]) => void | Promise<void>;
  /** Turns what the run left behind into its results. Injected: a reporter knows results, not the engine. */
  readonly conclude: (remains: Remains) => Promise<Redacted<Results> | Unjudged>;
  /** Called once all tests have ended, and not waited for: loads what `conclude` needs while the target is watched. */
  readonly ahead?: () => Promise<unknown>;
  /** Set by the runner: `list` where nothing is run. */
  readonly _mode?: string;
}

/** From the runner's events to the report. The run fails unless its outcome is conformant. */
export default class ConformanceReporter implements Reporter {
  readonly #options: ConformanceReporterOptions;
  readonly #judged = new Map<string, Judged>();
  readonly #broken = new Map<string, string>();
  readonly #errors: string[] = [];
  #suite: Suite | undefined;
  #progress = new Progress(process.stderr, 0);

  constructor(options: ConformanceReporterOptions) {
    this.#options = options;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    const planned = suite.allTests().length;
    // After a refused set-up the runner begins with an empty suite, only to end it.
    if (this.#listing || planned === 0) return;
    this.#suite = suite;
    for (const notice of this.#options.notices) print(notice);
    this.#progress = new Progress(process.stdout, planned);
    void this.#options.begin(suite.allTests().map(idOf));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const id = idOf(test);
    const judged = judgementOf(result);
    if (judged) this.#judged.set(id, judged);
    else if (result.status !== 'interrupted')
      this.#broken.set(id, this.#options.explain(result.error ?? `the test ${result.status}`, id));
    const verdict = judged?.result.verdict ?? (result.status === 'interrupted' ? 'not-run' : 'error');
    this.#progress.done(this.#options.redact(id), verdict, Boolean(judged?.result.knownFailure));
    if (this.#judged.size + this.#broken.size === this.#suite?.allTests().length) this.#lookAhead();
  }

  onError(error: TestError): void {
    this.#fail(error, 'the run');
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    try {
      return await this.#conclude(result);
    } catch (error) {
      // The runner would print its stack.
      this.#fail(error, 'the end of the run');
      return { status: 'failed' };
    }
  }

  #fail(error: unknown, where: string): void {
    this.#progress.end();
    const text = derive(this.#options.explain(error, where), visible);
    this.#errors.push(text);
    printError(text);
  }

  async #conclude({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    this.#progress.end();
    // Without a suite the run was refused or never began: it has said why, and there is nothing to report on.
    if (this.#listing) return undefined;
    if (!this.#suite) return { status: 'failed' };
    const concluded = await this.#options.conclude({
      vendors: this.#suite.suites.map(({ title }) => title),
      planned: this.#suite.allTests().map(idOf),
      judged: this.#judged,
      broken: this.#broken,
      errors: this.#errors,
      interrupted: status === 'interrupted',
    });
    if ('written' in concluded) {
      print(derive(concluded.message, visible));
      return { status: concluded.written ? 'passed' : 'failed' };
    }
    const { publishReport } = await publisher();
    await publishReport(this.#options.reportDir, concluded);
    return { status: concluded.outcome === 'conformant' && status !== 'interrupted' ? 'passed' : 'failed' };
  }

  printsToStdio(): boolean {
    return !this.#listing;
  }

  #lookAhead(): void {
    // Whatever fails here fails again where it is needed, and is told there.
    for (const load of [publisher, this.#options.ahead]) load?.().catch(() => undefined);
  }

  get #listing(): boolean {
    return this.#options._mode === 'list';
  }
}

/** Loaded late: the rows need not wait for what only the report needs. */
const publisher = () => import('./publish.ts');

/** The tag that names the requirement. */
const idOf = (test: TestCase): string => (test.tags.find((tag) => tag.includes('/')) ?? `@${test.title}`).slice(1);

function judgementOf({ attachments }: TestResult): Judged | undefined {
  const body = attachments.find(({ name }) => name === JUDGEMENT)?.body;
  return body && (JSON.parse(body.toString('utf8')) as Judged);
}
