import { test } from '@playwright/test';
import { judge } from '../src/library/judge.ts';
import type { JudgeOptions } from '../src/library/options.ts';
import { testsOf } from '../src/library/tests-of.ts';
import { specsFolder } from '../src/session/vendors.ts';
import { listRequirements } from '../src/spec-loader/requirement-list.ts';
import { gates } from '../src/verdict/outcome.ts';
import { reportVerdict } from './report-verdict.ts';
import { sharedResults } from './shared-results.ts';

/** What `conformanceTests` judges: as `judge`, of one vendor. */
export type ConformanceTestOptions = JudgeOptions & { readonly vendor: string };

/**
 * Declares a test for each requirement of a vendor in a Playwright project, and one for the outcome. The first test that
 * runs judges all of them, whatever `--grep` selects.
 * @example
 * conformanceTests({ vendor: 'knot', target: { baseUrl: 'http://127.0.0.1:8080', clientId: 'id', secret: 's3cret' } });
 */
export function conformanceTests(options: ConformanceTestOptions): void {
  const { vendor, environment = {} } = options;
  const listed = listRequirements(specsFolder(environment), vendor).filter(({ excluded }) => !excluded);
  const results = sharedResults(() => judge(options));
  test.describe(`deletion-conformance: ${vendor}`, () => {
    // One worker at a time, whatever the project sets: what is judged is shared.
    test.describe.configure({ mode: 'default', timeout: 0, retries: 0 });
    for (const { id, text } of listed)
      test(`${id}: ${text}`, { tag: `@${id}` }, async ({}, info) => {
        const judged = await results(info);
        const result = judged.requirements.find((one) => one.id === id) ?? null;
        reportVerdict({ result, gates: result !== null && gates(result, judged.options) }, info);
      });
    test(`${vendor}: outcome`, async ({}, info) => {
      testsOf(await results(info))
        .at(-1)
        ?.run();
    });
  });
}
