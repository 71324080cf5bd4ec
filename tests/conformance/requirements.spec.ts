import { test } from '@playwright/test';
import { JUDGEMENT } from '../../reporters/judgement.ts';
import { callMethod } from '../../src/exchange/rpc.ts';
import type { RowReport } from '../../src/run/types.ts';
import { conclude } from './conclude.ts';
import { judgeUrl, publishedPlan, type PlannedTest } from './published.ts';

/** One test for each selected requirement that has something to execute, by vendor and area. */
const plan = publishedPlan();
if (!plan)
  throw new Error('These tests belong to playwright.config.ts at the root of the repository: start them with it.');

for (const { vendor, tests } of plan.judged)
  test.describe(vendor, () => {
    for (const area of new Set(tests.map((planned) => planned.area)))
      test.describe(area, () => {
        for (const planned of tests.filter((one) => one.area === area)) declare(vendor, planned);
      });
  });

function declare(vendor: string, { id, title }: PlannedTest): void {
  test(title, { tag: `@${id}` }, async ({}, info) => {
    const report = (await callMethod(judgeUrl(), 'judge', [vendor, id])) as RowReport;
    await info.attach(JUDGEMENT, { body: JSON.stringify(report), contentType: 'application/json' });
    conclude(report.result, info);
  });
}
