import { expect, test } from '@playwright/test';
import { divideUsers } from '../../../src/run/divide-offered-users.ts';
import { needsOf } from '../../../src/run/user-needs.ts';
import { claimableCredentials, loadOne } from '../../../src/run/load-vendors.ts';
import { casesOf } from '../../../src/spec-loader/case-coverage.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import { loadEdited } from '../vendors/edited-vendor.ts';

const IDS = Array.from({ length: 8 }, (_, index) => `u${String(index)}`);

/** Lenient about cases and about credentials: an accepted one of either may take a user. */
const LENIENT = `    check: refused-request-has-no-effect
    with: { lenient: true }
    cases: *tokens`;

test('a requirement that is lenient about credentials asks for a user for each of them', async () => {
  const { requirements } = await loadEdited({
    vendor: 'heron',
    file: 'requirements.yaml',
    passage: '    check: refused-request-has-no-effect\n    cases: *tokens',
    replacement: LENIENT,
  });
  const { profile } = await loadOne('tests/self/vendors/specs', 'heron', 1);
  const made = claimableCredentials(profile.auth).filter(({ name }) => /^(?:credentials|misplaced)\./.test(name));
  const row = requirements.find(({ slug }) => slug === 'wrong-token-deletes-nobody');
  expect(made.length).toBeGreaterThan(2);
  expect(needsOf(requirements).get(row?.id ?? '')?.spare).toBe(made.length);
});

test('what a requirement may consume besides comes from what is left when all have what they need', () => {
  const wanting = [
    { pool: 0, deleted: 0, preserved: 2, spare: 5 },
    { pool: 0, deleted: 3, preserved: 1 },
  ];
  const { given, left } = divideUsers(IDS, wanting, true);
  expect(given.map(({ own, lent, missing }) => [own.length, lent.length, missing])).toEqual([
    [3, 2, 0],
    [3, 0, 0],
  ]);
  expect(left).toEqual([]);
});

test('a requirement that gets nobody gets no spare ones either', () => {
  const { given, left } = divideUsers(IDS, [{ pool: 0, deleted: 9, preserved: 0, spare: 2 }], true);
  expect(given[0]).toMatchObject({ own: [], missing: 1 });
  expect(left).toHaveLength(8);
});

for (const [name, folder] of [
  ['knot', 'specs'],
  ['mastercard', 'specs'],
  ['plover', 'tests/self/vendors/specs'],
] as const)
  test(`${name}: requirements that claim cases ask for a user for each, not for each glob`, async () => {
    const { requirements, profile, ...vendor } = await loadOne(folder, name, 1);
    const needs = needsOf(requirements);
    const claimed = (one: Requirement) => [...vendor.casesOf(one), ...casesOf(one, claimableCredentials(profile.auth))];
    const claiming = requirements.filter(
      ({ check, with: { lenient } }) => check === 'delete-with-invalid-element' || lenient === true,
    );
    for (const requirement of claiming) {
      const { deleted = 0, spare = deleted } = needs.get(requirement.id) ?? {};
      expect(spare, requirement.id).toBe(claimed(requirement).length);
    }
    const ofGlobs = claiming.filter((one) => claimed(one).length > one.cases.length).map(({ slug }) => slug);
    expect(ofGlobs).toEqual(name === 'plover' ? ['repeated-members-harm-nobody'] : []);
  });
