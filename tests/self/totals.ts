import { writeFileSync } from 'node:fs';
import type { Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** What became of the self-tests. A global error (a file that does not load) counts as one failure. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** The longest tests, each as a line: for whoever chooses which are slow. Nothing depends on them. */
  slowest: string[];
}

const SLOWEST = 5;

/**
 * Writes the totals as JSON to the file that `SELF_TEST_TOTALS` names, for `npm test` to print; does nothing without it.
 * Counts stricter than Playwright's own statistics, which list an interrupted or unreached test as skipped.
 */
export default class TotalsReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    const file = process.env.SELF_TEST_TOTALS;
    if (!file) return;
    const tests = this.#suite?.allTests() ?? [];
    const totals: Totals = { passed: 0, failed: this.#errors, skipped: 0, slowest: slowest(tests) };
    for (const test of tests) totals[fate(test)] += 1;
    writeFileSync(file, JSON.stringify(totals));
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** The tests that took most time, with their seconds. */
function slowest(tests: readonly TestCase[]): string[] {
  const seconds = (test: TestCase): number => test.results.reduce((sum, { duration }) => sum + duration / 1000, 0);
  return [...tests]
    .sort((one, other) => seconds(other) - seconds(one))
    .slice(0, SLOWEST)
    .filter((test) => test.results.length > 0)
    .map((test) => `${seconds(test).toFixed(1).padStart(6)} s  ${test.titlePath().filter(Boolean).join(' › ')}`);
}

function fate(test: TestCase): 'passed' | 'failed' | 'skipped' {
  const outcome = test.outcome();
  if (outcome === 'expected') return 'passed';
  const skipped = test.results.length > 0 && test.results.every((result) => result.status === 'skipped');
  return outcome === 'skipped' && test.expectedStatus === 'skipped' && skipped ? 'skipped' : 'failed';
}
