import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { slowIf } from '../part.ts';
import { disposeOfKeys } from '../run/in-process.ts';
import { unprovenRequirements } from './coverage.ts';
import { DOCUMENT, figuresIn, headingOf, linesOf, quickText, section, sectionsOf } from './document.ts';
import { FAST_TABLES } from './fast-tables.ts';
import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import { partOfTables } from './part.ts';
import { isRight, TABLES, type Table } from './suites.ts';
import type { Suite } from './types.ts';

test.afterAll(disposeOfKeys);

const written = (): string => readFileSync(DOCUMENT, 'utf8');

const isFast = ({ vendor, name }: Table): boolean => FAST_TABLES[vendor]?.includes(name) === true;

for (const table of TABLES)
  test(`${table.vendor}: ${table.name}`, slowIf(!isFast(table)), async () => {
    const isInPart = await partOfTables(TABLES);
    const measured = await table.measure('caught', (line) => isInPart(table, line));
    const wrong = measured.filter((one) => !isRight(one));
    expect(wrong.filter(({ known }) => known === undefined)).toEqual([]);
    // What is put right must not go on being excused.
    expect(measured.filter((one) => isRight(one) && one.known !== undefined).map(({ id }) => id)).toEqual([]);
    const lines = linesOf(sectionsOf(written()).get(headingOf(table)) ?? '');
    const outOfDate = 'docs/detection.md is out of date: npm run detection';
    expect([...lines.keys()], outOfDate).toEqual((await table.list()).map(({ id }) => id));
    for (const [id, line] of linesOf(await section(table, measured))) expect(lines.get(id), outOfDate).toBe(line);
  });

test('the totals of docs/detection.md are those of its lines', async () => {
  expect(written()).toContain(await figuresIn(written()));
});

test('docs/detection.md says what a quick run is worth, as the files that pin it have it', async () => {
  for (const line of (await quickText()).trim().split('\n'))
    expect(written(), 'npm run detection -- --page').toContain(line);
});

test('the README tells the same totals', async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
  expect(readme).toContain((await figuresIn(written())).slice(0, -1));
});

test('every table that is measured as a fast one is there', () => {
  const named = Object.entries(FAST_TABLES).flatMap(([vendor, names]) => names.map((name) => `${vendor}: ${name}`));
  expect(TABLES.filter(isFast).map(({ vendor, name }) => `${vendor}: ${name}`)).toEqual(named);
});

test('docs/detection.md has these tables and no others', () => {
  const headings = [...written().matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(TABLES.map(headingOf));
});

test('every MUST requirement fails some broken implementation, every SHOULD requirement warns of one', async () => {
  expect(await unprovenRequirements(KNOT_SUITE)).toEqual(Object.keys(KNOT_SUITE.unbreakable));
  expect(await unprovenRequirements(MASTERCARD_SUITE)).toEqual(Object.keys(MASTERCARD_SUITE.unbreakable));
});

test('no two implementations share a name, and there are enough of them', async () => {
  await countNames(KNOT_SUITE);
  await countNames(MASTERCARD_SUITE);
});

async function countNames<Run>({ families, legal }: Suite<Run>): Promise<void> {
  const tables = await Promise.all(Object.values(families).map(async (table) => table()));
  const ids = tables.flat().map(({ id }) => id);
  const spared = Object.values(legal).flat();
  for (const names of [ids, spared.map(({ id }) => id)])
    expect(names.filter((id, at) => names.indexOf(id) !== at)).toEqual([]);
  expect(ids.length).toBeGreaterThanOrEqual(80);
  expect(spared.length).toBeGreaterThanOrEqual(30);
}
