import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type TestInfo } from '@playwright/test';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { quickFigure, readQuick } from '../../../src/spec-loader/quick.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

/** A folder with Knot's files, where quick.yaml is changed; undefined: it is not there. */
function folderWith(info: TestInfo, change: (text: string) => string | undefined): string {
  const specs = info.outputPath('specs');
  cpSync(join(SPECS, 'knot'), join(specs, 'knot'), { recursive: true });
  const file = join(specs, 'knot', 'quick.yaml');
  const text = change(readFileSync(file, 'utf8'));
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
  return specs;
}

for (const name of ['knot', 'mastercard'])
  test(`what --quick judges of ${name} is among its requirements, and less than all of them`, async () => {
    const vendor = await loadOne(SPECS, name, 1);
    const { requirements, requests, whole, heldOut, missed } = readQuick(SPECS, vendor);
    expect(requirements).toContain(`${name}/deleted-user-is-gone`);
    expect(requests).toBeLessThan(whole.requests / 2);
    const { composed, written } = heldOut;
    expect(missed).toHaveLength(composed.of + written.of - composed.found - written.found);
  });

test('an id that is none is reported with its line and the nearest id', async ({}, info) => {
  const specs = folderWith(info, (text) => text.replace('knot/deleted-user-is-gone', 'knot/deleted-user-is-gon'));
  const vendor = await loadOne(SPECS, 'knot', 1);
  const text = readFileSync(join(specs, 'knot', 'quick.yaml'), 'utf8').split('\n');
  const line = text.findIndex((one) => one.includes('knot/deleted-user-is-gon')) + 1;
  expect(() => readQuick(specs, vendor)).toThrow(
    `knot/quick.yaml:${line}: there is no tested requirement "knot/deleted-user-is-gon", did you mean`,
  );
});

test('a requirement that cannot be tested is no part of it', async ({}, info) => {
  const vendor = await loadOne(SPECS, 'knot', 1);
  const excluded = vendor.requirements.find(({ check }) => check === undefined)?.id ?? '';
  const specs = folderWith(info, (text) => text.replace('knot/deleted-user-is-gone', excluded));
  expect(() => readQuick(specs, vendor)).toThrow(/^knot\/quick\.yaml:\d+: there is no tested requirement/);
});

test('an unknown key is reported with its line, a missing file with what to do', async ({}, info) => {
  const vendor = await loadOne(SPECS, 'knot', 1);
  const wrong = folderWith(info, (text) => `${text}\nrequiremens: []\n`);
  expect(() => readQuick(wrong, vendor)).toThrow(/^knot\/quick\.yaml:\d+: unknown key "requiremens"/);
  const without = folderWith(info, () => undefined);
  expect(() => readQuick(without, vendor)).toThrow(
    '--quick judges the requirements that knot/quick.yaml pins, and knot has no such file: leave out --quick.',
  );
});

test('the figure is that of the file, and never rounded up', () => {
  const score = (found: number, of: number) => ({ found, of });
  const subset = {
    ...{ requests: 90, users: 12, whole: { requests: 1000, users: 96 }, missed: [], requirements: [] },
    heldOut: { composed: score(199, 200), written: score(2, 3) },
  };
  expect(quickFigure(subset)).toBe(
    'catches 99 % of held-out composed faults (199 of 200) and 66 % of those that its authors wrote (2 of 3) with 90 of 1000 requests and 12 users',
  );
});
