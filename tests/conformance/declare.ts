import { test } from '@playwright/test';
import { JUDGEMENT } from '../../reporters/conformance.ts';
import type { Area, Requirement } from '../../src/verdict/types.ts';
import { conclude } from './conclude.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { judgeHere, readRun } from './worker.ts';

/** Declares one test for each selected requirement of an area that has something to execute. */
export async function declareArea(area: Area): Promise<void> {
  const { plan, vendors } = await readRun();
  for (const vendor of vendors) {
    const rows = selectedRows(vendor, plan.order).filter((row) => row.area === area && isExecuted(row));
    test.describe(vendor.name, () => {
      for (const row of rows)
        test(titleOf(row, rows), { tag: `@${row.id}` }, async ({}, info) => {
          const report = await judgeHere(row, vendor, plan);
          await info.attach(JUDGEMENT, { body: JSON.stringify(report), contentType: 'application/json' });
          conclude(report.result, info);
        });
    });
  }
}

/** Two requirements may share their text, two tests of a file may not share their title. */
function titleOf({ id, text }: Requirement, rows: readonly Requirement[]): string {
  return rows.some((other) => other.id !== id && other.text === text) ? `${text} (${id})` : text;
}
