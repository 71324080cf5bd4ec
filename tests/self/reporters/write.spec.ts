import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { MANIFEST } from '../../../src/output/manifest.ts';
import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { assertResults, writeReport } from '../../../reporters/write.ts';
import type { Role } from '../../../src/http/types.ts';
import { AREAS, LEVELS, OUTCOMES, REASONS, VERDICTS } from '../../../src/verdict/types.ts';
import { hostileResults, requirement, sampleResults } from './sample-results.ts';

interface Schema {
  $defs: Record<string, { enum: string[] }>;
  properties: { counts: { properties: object } };
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../specs/results.schema.json', import.meta.url), 'utf8'),
) as Schema;

let dir: string;
test.beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'report-'))));
test.afterEach(() => rm(dir, { recursive: true }));

test('the words of the schema are the words of the code', () => {
  const words = { level: LEVELS, area: AREAS, verdict: VERDICTS, outcome: OUTCOMES, reason: REASONS };
  for (const [name, list] of Object.entries(words)) expect(SCHEMA.$defs[name]?.enum, name).toEqual(list);
  const roles: Record<Role, true> = { setup: true, control: true, act: true, fault: true, observe: true };
  expect(SCHEMA.$defs.role?.enum).toEqual(Object.keys(roles));
  expect(Object.keys(SCHEMA.properties.counts.properties)).toEqual(VERDICTS);
});

test('writes every file, results.json last, and leaves nothing else but their manifest', async () => {
  const names = await writeReport(join(dir, 'made', 'here'), sampleResults());
  expect(names.at(-1)).toBe('results.json');
  expect((await readdir(join(dir, 'made', 'here'))).sort()).toEqual([MANIFEST, ...REPORT_FILES].sort());
  const text = await readFile(join(dir, 'made', 'here', 'results.json'), 'utf8');
  expect(JSON.parse(text)).toEqual(sampleResults());
  expect(text.trimEnd()).toMatch(/"complete": true\n}$/);
});

test('hostile text in every field keeps the schema and survives the file', async () => {
  await writeReport(dir, hostileResults());
  const written: unknown = JSON.parse(await readFile(join(dir, 'results.json'), 'utf8'));
  assertResults(written);
  expect(written).toEqual(hostileResults());
});

test('touches nothing else in the folder, and replaces its own files', async () => {
  await writeFile(join(dir, 'mine.txt'), 'mine');
  await writeReport(dir, sampleResults({ runId: 'earlier' }));
  await writeReport(dir, sampleResults());
  expect(await readFile(join(dir, 'mine.txt'), 'utf8')).toBe('mine');
  expect(JSON.parse(await readFile(join(dir, 'results.json'), 'utf8'))).toEqual(sampleResults());
});

for (const [name, results, place] of [
  [
    'an unknown verdict',
    sampleResults({ requirements: [requirement({ verdict: 'green' as never })] }),
    '/requirements/0/verdict',
  ],
  [
    'an unknown reason',
    sampleResults({ requirements: [requirement({ reason: 'why' as never })] }),
    '/requirements/0/reason',
  ],
  ['a further property', { ...sampleResults(), more: 1 }, '"more"'],
  ['a missing property', { ...sampleResults(), seed: undefined }, 'seed'],
  ['an unfinished file', { ...sampleResults(), complete: false }, '/complete'],
  ['a further count', sampleResults({ counts: { ...sampleResults().counts, green: 1 } as never }), '/counts'],
] as const) {
  test(`${name} is refused by its place, and nothing is written`, async () => {
    await expect(writeReport(dir, results as never)).rejects.toThrow(place);
    expect(await readdir(dir)).toEqual([]);
  });
}

test('what the operator declared may have further properties', () => {
  const [target] = sampleResults().targets;
  assertResults(sampleResults({ targets: [{ ...target!, declared: { ...target!.declared, encrypted: true } }] }));
});
