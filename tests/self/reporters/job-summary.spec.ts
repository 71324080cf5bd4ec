import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { appendJobSummary } from '../../../reporters/job-summary.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { sampleResults } from './sample-results.ts';

let dir: string;
test.beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'summary-'))));
test.afterEach(() => rm(dir, { recursive: true }));

test('is appended to what earlier steps wrote', async () => {
  const file = join(dir, 'summary.md');
  await writeFile(file, 'before\n');
  await appendJobSummary(sampleResults(), file);
  expect(await readFile(file, 'utf8')).toBe(`before\n${renderSummary(sampleResults())}\n`);
});

test('is left alone where the variable is unset or empty, and a file that cannot be written changes nothing', async () => {
  await appendJobSummary(sampleResults(), '');
  await appendJobSummary(sampleResults(), join(dir, 'no', 'such', 'folder'));
});
