import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readResults } from '../../../src/results/read-results.ts';
import { requirement, sampleResults } from '../reporters/sample-results.ts';

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'results-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

function written(value: unknown): string {
  const file = join(folder, 'results.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

test('a results file of version 1 is read: what gave no occasion to judge was `info` there', () => {
  const seen = requirement({ id: 'knot/a', level: 'MAY', verdict: 'info' });
  const unseen = requirement({ id: 'knot/b', level: 'MUST', verdict: 'info', reason: 'not-observed' });
  const { 'not-observed': _, ...counts } = sampleResults().counts;
  const old = { ...sampleResults(), schemaVersion: 1, counts, requirements: [seen, unseen] };
  const { schemaVersion, requirements, counts: now } = readResults(written(old));
  expect(schemaVersion).toBe(2);
  expect(requirements.map(({ verdict }) => verdict)).toEqual(['info', 'not-observed']);
  expect(now).toMatchObject({ info: 1, 'not-observed': 1, pass: 0 });
});

for (const [what, value, says] of [
  [
    'a version nobody knows',
    { ...sampleResults(), schemaVersion: 3 },
    /does not conform to specs\/results\.schema\.json at \/schemaVersion/,
  ],
  ['a run that did not end', { ...sampleResults(), complete: undefined }, /is not complete/],
  ['text', 'no JSON', /is not JSON/],
  ['another shape', { schemaVersion: 1 }, /is not complete/],
] as const)
  test(`${what} is refused with one sentence`, () => {
    expect(() => readResults(written(value))).toThrow(says);
  });

test('a missing file and a folder are refused by name', () => {
  expect(() => readResults(join(folder, 'none.json'))).toThrow(/There is no file/);
  expect(() => readResults(folder)).toThrow(/is a folder/);
});
