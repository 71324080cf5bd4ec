import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../../src/checks/index.ts';
import { RUN_LEVEL } from '../../../../src/checks/run-level/index.ts';
import { parseDetectionPage } from '../../../../src/session/detection-page.ts';
import { loadOnce } from '../../run/in-process.ts';
import { DOCUMENT } from '../document.ts';
import { KNOT_SUITE } from '../knot/suite.ts';
import { MASTERCARD_SUITE } from '../mastercard/suite.ts';
import type { Suite } from '../types.ts';
import { aloneOf, aloneSection, matrixFile } from './alone.ts';
import { faultsOf } from './fault.ts';
import { readMatrix, type Row } from './matrix.ts';
import { aloneSections } from './sections.ts';
import { STAYS } from './stays.ts';

matrixFitsTables(KNOT_SUITE);
matrixFitsTables(MASTERCARD_SUITE);

function matrixFitsTables<Run>(suite: Suite<Run>): void {
  test(`the matrix of ${suite.vendor} names faults and requirements that there are`, async () => {
    const { requirements } = await loadOnce(suite.vendor);
    const faults = (await faultsOf(suite)).map(({ id }) => id);
    const rows = await readMatrix(matrixFile(suite.vendor));
    const slugs = rows.flatMap(({ fail, warn }) => [...fail, ...warn]);
    expect(rows.map(({ id }) => id).filter((id) => !faults.includes(id))).toEqual([]);
    expect(slugs.filter((slug) => !requirements.some((one) => one.slug === slug))).toEqual([]);
  });

  test(`every requirement of ${suite.vendor} that finds nothing alone says why it stays`, async () => {
    const { requirements } = await loadOnce(suite.vendor);
    const all = aloneOf(requirements, await faultsOf(suite), await readMatrix(matrixFile(suite.vendor)));
    const silent = all.filter(({ only, open, stays }) => only.length === 0 && open === 0 && stays === null);
    expect(silent.map(({ slug }) => slug)).toEqual([]);
  });
}

test('docs/detection.md has what the matrices say', async () => {
  const written = readFileSync(DOCUMENT, 'utf8');
  for (const section of await aloneSections())
    expect(written, 'npm run detection -- --page').toContain(section.trimEnd());
});

test('reasons are of checks that there are', () => {
  const names = [...CHECKS.keys(), ...RUN_LEVEL.map(({ name }) => name)];
  expect(Object.keys(STAYS).filter((name) => !names.includes(name))).toEqual([]);
});

test('a requirement has faults of its own, a reason, or faults that are not judged yet', async () => {
  const { requirements } = await loadOnce('knot');
  const some = requirements.filter(({ slug }) =>
    /^(deletion-is-accepted|second-deletion-finds-nobody|star-matches-no-neighbour)$/.test(slug),
  );
  const fault = (id: string, ...primary: string[]) => ({ id, primary });
  const row = (id: string, ...fail: string[]): Row => {
    return { vendor: 'knot', id, grade: 'fail', outcome: 'nonconformant', fail, warn: [] };
  };
  const faults = [
    fault('a', 'deletion-is-accepted'),
    fault('b|c', 'deletion-is-accepted'),
    fault('d', 'second-deletion-finds-nobody'),
    fault('e', 'star-matches-no-neighbour'),
  ];
  const rows = [row('b|c', 'deletion-is-accepted'), row('e', 'star-matches-no-neighbour', 'deletion-is-accepted')];
  const all = aloneOf(some, faults, rows);
  expect(all.map(({ only, open, stays }) => [only, open, stays])).toEqual([
    [['b|c'], 0, null],
    [[], 1, null],
    [[], 0, STAYS['similar-ids']],
  ]);
  const tables = `### knot: some\n\n| \`b\\|c\` | Does what no other does. | \`deletion-is-accepted\` fail | x |\n\n`;
  const { alone, faults: known } = parseDetectionPage(`${tables}${await aloneSection('knot', all, 2, 4)}`);
  expect(known).toEqual({ 'knot/deletion-is-accepted': ['Does what no other does.'] });
  expect(alone).toEqual({
    'knot/deletion-is-accepted': { faults: ['Does what no other does.'], stays: null },
    'knot/second-deletion-finds-nobody': { faults: [], stays: null },
    'knot/star-matches-no-neighbour': { faults: [], stays: STAYS['similar-ids'] },
  });
});
