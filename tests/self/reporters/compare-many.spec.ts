import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { command } from '../../../bin/program.ts';
import { resultsIn } from '../../../bin/commands/compare-many.ts';
import { compareMany, manySentence } from '../../../reporters/compare/many.ts';
import { manyHtml } from '../../../reporters/compare/many-html.ts';
import { manyText } from '../../../reporters/compare/many-text.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import type { Results } from '../../../src/verdict/results.ts';
import type { Verdict } from '../../../src/verdict/types.ts';
import { hostileResults, requirement, sampleResults } from './sample-results.ts';

const run = (verdicts: Record<string, Verdict>, changes: Partial<Results> = {}) =>
  sampleResults({
    requirements: Object.entries(verdicts).map(([slug, verdict]) => requirement({ id: `knot/${slug}`, verdict })),
    ...changes,
  });

const THREE = [
  { name: 'a', results: run({ same: 'pass', breaks: 'pass' }, { startedAt: '2026-01-03T00:00:00.000Z' }) },
  { name: 'b', results: run({ same: 'pass', breaks: 'fail' }, { startedAt: '2026-01-01T00:00:00.000Z' }) },
  {
    name: 'c',
    results: run({ same: 'pass', breaks: 'pass', added: 'warn' }, { startedAt: '2026-01-02T00:00:00.000Z' }),
  },
];

test('what differs comes first, a requirement that a run lacks differs, and the order is as given', () => {
  const table = compareMany(THREE, false);
  expect(table.different.map(({ id, verdicts }) => [id, ...verdicts])).toEqual([
    ['knot/breaks', 'pass', 'fail', 'pass'],
    ['knot/added', null, null, 'warn'],
  ]);
  expect(table.same.map(({ id }) => id)).toEqual(['knot/same']);
  expect(manySentence(table)).toBe('3 runs: 2 of 3 requirements differ.');
  expect(manyText(table)).toContain('knot/added\n      1 absent, 2 absent, 3 warn');
  const page = manyHtml(table);
  expect(page.indexOf('id="knot/breaks"')).toBeLessThan(page.indexOf('id="knot/same"'));
});

test('a history is in the order of time', () => {
  expect(compareMany(THREE, true).runs.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
});

test('hostile text stays text', () => {
  const name = '<img src=x onerror=alert(1)>\x1b[2J';
  const table = compareMany([...THREE, { name, results: hostileResults() }], false);
  expect(manyHtml(table)).not.toMatch(/<(script|img)\b/);
  for (const text of [manyHtml(table), manyText(table)]) expect(text).not.toMatch(/[\x1b\u202e\u200b]/);
});

test('the command names runs by their folders, and finds those of a folder', async ({}, info) => {
  const folder = info.outputPath('dated');
  for (const { name, results } of THREE) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'results.json'), JSON.stringify(results));
  }
  const files = THREE.map(({ name }) => join(folder, name, 'results.json'));
  expect(resultsIn(folder)).toEqual(files);
  const out = info.outputPath('many.html');
  expect(await command(['compare', ...files, '--out', out])).toBe(0);
  expect(await readFile(out, 'utf8')).toContain('<b>a</b>');
  expect(await command(['compare', folder, '--out', out])).toBe(0);
  expect(await readFile(out, 'utf8')).toContain('the history of a folder');
  expect(await command(['compare', files[0] ?? '', files[1] ?? '', '--out', info.outputPath('two.html')])).toBe(1);
  // One file alone, and an input as the output.
  expect(await command(['compare', files[0] ?? ''])).toBe(2);
  expect(await command(['compare', ...files, '--out', files[0] ?? ''])).toBe(2);
  expect(() => resultsIn(join(folder, 'a'))).toThrow(ConfigurationError);
});
