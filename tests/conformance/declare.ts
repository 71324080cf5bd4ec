import { test } from '@playwright/test';
import { JUDGEMENT } from '../../reporters/judgement.ts';
import { callMethod } from '../../src/exchange/rpc.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { Area } from '../../src/verdict/types.ts';
import { conclude } from './conclude.ts';
import { judgeUrl, publishedPlan } from './published.ts';

/** Declares one test for each selected requirement of an area that has something to execute. */
export function declareArea(area: Area): void {
  const plan = publishedPlan();
  if (!plan)
    throw new Error('These tests belong to playwright.config.ts at the root of the repository: start them with it.');
  for (const { vendor, tests } of plan.judged)
    test.describe(vendor, () => {
      for (const { id, title } of tests.filter((one) => one.area === area))
        test(title, { tag: `@${id}` }, async ({}, info) => {
          const report = (await callMethod(judgeUrl(), 'judge', [vendor, id])) as RowReport;
          await info.attach(JUDGEMENT, { body: JSON.stringify(report), contentType: 'application/json' });
          conclude(report.result, info);
        });
    });
}
