import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type TestInfo } from '@playwright/test';
import { compare } from '../../../reporters/compare/compare.ts';
import { renderJunit } from '../../../reporters/render/junit.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { editionNames, editionText, readEdition, withEdition } from '../../../src/spec-loader/editions.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { planSession } from '../../../src/session/plan.ts';
import { defaultOptions } from '../../../src/session/options.ts';
import { outcomeOf } from '../../../src/verdict/outcome.ts';
import { headlineOf } from '../../../src/results/headline.ts';
import { requirement, sampleResults } from '../reporters/sample-results.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));
const ROW = 'knot/unknown-user-is-refused';
const OPTIONS = { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false };

/** A folder with Knot's files and these editions. */
async function folderWith(info: TestInfo, editions: Readonly<Record<string, (text: string) => string>>) {
  const specs = info.outputPath('specs');
  cpSync(join(SPECS, 'knot'), join(specs, 'knot'), {
    recursive: true,
    filter: (path) => !path.endsWith('editions'),
  });
  const vendor = await loadOne(specs, 'knot', 1);
  mkdirSync(join(specs, 'knot', 'editions'));
  for (const [name, change] of Object.entries(editions))
    writeFileSync(join(specs, 'knot', 'editions', `${name}.yaml`), change(editionText(vendor, name)));
  return { specs, vendor };
}

const same = (text: string) => text;
const without = (id: string) => (text: string) => text.replace(new RegExp(`^  ${id}: .*\n`, 'm'), '');
const newerIn = ({ requirements }: Vendor) => requirements.filter(({ newer }) => newer).map(({ id }) => id);

for (const name of ['knot', 'mastercard'])
  test(`every edition of ${name} is what its requirements still are`, async () => {
    const vendor = await loadOne(SPECS, name, 1);
    expect(editionNames(SPECS, name)).not.toEqual([]);
    for (const edition of editionNames(SPECS, name))
      expect(withEdition(vendor, SPECS, edition).edition?.name).toBe(edition);
  });

test('what an edition does not name is newer; the newest edition is the default', async ({}, info) => {
  const { specs, vendor } = await folderWith(info, { '2026-11': without(ROW), '2026-12': same });
  expect(newerIn(withEdition(vendor, specs, '2026-11'))).toEqual([ROW]);
  expect(newerIn(withEdition(vendor, specs))).toEqual([]);
  expect(withEdition(vendor, specs).edition?.name).toBe('2026-12');
  expect(readEdition(specs, 'knot', '2026-11').sha256).not.toBe(readEdition(specs, 'knot', '2026-12').sha256);
});

test('--edition reaches the plan', async ({}, info) => {
  const { specs } = await folderWith(info, { '2026-11': without(ROW), '2026-12': same });
  const options = { ...defaultOptions(), vendors: ['knot'], sandbox: true };
  const environment = { CONFORMANCE_SPECS: specs };
  const [plan] = (await planSession({ ...options, edition: '2026-11' }, environment)).vendors;
  expect(plan?.requirements.filter(({ newer }) => newer).map(({ id }) => id)).toEqual([ROW]);
  await expect(planSession({ ...options, edition: '2026-10' }, environment)).rejects.toThrow(
    'knot has no edition "2026-10"',
  );
});

const SLIPS: readonly (readonly [what: string, change: (text: string) => string, message: RegExp])[] = [
  [
    'a requirement that changed',
    (text) => text.replace(new RegExp(`(${ROW}: ).*`), `$1'${'0'.repeat(64)}'`),
    /^knot\/editions\/2026-12\.yaml:\d+: knot\/unknown-user-is-refused is not what edition 2026-12 froze: .*new id/,
  ],
  [
    'a requirement that is gone',
    (text) => text.replace(ROW, 'knot/was-here-once'),
    /2026-12\.yaml:\d+: knot\/was-here-once is in edition 2026-12 and not among the requirements/,
  ],
  ['another name', (text) => text.replace('edition: 2026-12', 'edition: 2026-11'), /2026-12\.yaml:2: .*"2026-11"/],
  ['no hash', (text) => text.replace(new RegExp(`(${ROW}: ).*`), '$1none'), /2026-12\.yaml:\d+/],
];

for (const [what, change, message] of SLIPS)
  test(`an edition with ${what} is refused with its line`, async ({}, info) => {
    const { specs, vendor } = await folderWith(info, { '2026-12': change });
    expect(() => withEdition(vendor, specs)).toThrow(message);
  });

test('what is newer decides nothing, and is shown', () => {
  const counted = requirement({ id: 'knot/old', area: 'erasure', verdict: 'pass' });
  const failing = requirement({ id: 'knot/new', verdict: 'fail', message: 'it broke' });
  const newer = { ...failing, newer: true as const };
  const outcome = (rows: (typeof counted)[]) =>
    outcomeOf(
      rows,
      rows.map(({ id }) => id),
      OPTIONS,
    );
  expect(outcome([counted, failing])).toBe('nonconformant');
  for (const verdict of ['fail', 'warn', 'error', 'not-run', 'inconclusive'] as const)
    expect(outcome([counted, { ...newer, verdict }]), verdict).toBe('conformant');
  // Nothing counted is no proof.
  expect(outcome([{ ...counted, newer: true }])).toBe('incomplete');

  const sample = sampleResults({ outcome: 'conformant', requirements: [counted, newer] });
  const targets = sample.targets.map((one) => ({ ...one, edition: { name: '2026-12', sha256: 'a'.repeat(64) } }));
  const line = headlineOf({ ...sample, targets, isPartial: false, missingShards: [] });
  expect(line).toContain('1 of 1 requirements judged, 0 failed');
  expect(line).toContain('1 newer than edition 2026-12, not counted');
  const junit = renderJunit(sample);
  expect(junit).toContain('<skipped type="newer" message="newer than the edition: shown, not counted: it broke"');
  expect(junit).not.toContain('<failure');
  expect(compare(sampleResults({ outcome: 'conformant', requirements: [counted] }), sample).worse).toBe(false);
});
