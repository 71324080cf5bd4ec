import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAuthenticator } from '../../../src/auth/index.ts';
import { CHECKS } from '../../../src/checks/index.ts';
import { loadVendor } from '../../../src/vendor/load.ts';
import type { Vendor } from '../../../src/vendor/types.ts';
import { breaks } from '../../../src/verdict/condition.ts';

const SPECS = fileURLToPath(new URL('../../../specs/', import.meta.url));
const PINNED = new URL('./knot.pinned.json', import.meta.url);

/** By id: the level and the sentence that reports and gates rely on. */
type Pinned = Record<string, { level: string; text: string }>;

let vendor: Vendor;

test.beforeAll(async () => {
  const credentials = {
    scheme: 'basic',
    id: 'somebody',
    secret: 'never sent',
    names: { id: 'A', secret: 'B' },
  } as const;
  vendor = await loadVendor('knot', {
    directory: SPECS,
    checks: CHECKS,
    twins: (auth) =>
      createAuthenticator(auth, credentials, undefined, { now: () => 0 }, 1).twins.map(({ name }) => name),
    seed: 1,
  });
});

test('no requirement changes its level or text, comes or goes unnoticed', () => {
  const pinned = JSON.parse(readFileSync(PINNED, 'utf8')) as Pinned;
  const rows: Pinned = Object.fromEntries(vendor.requirements.map(({ id, level, text }) => [id, { level, text }]));
  // Whoever means the change writes it into knot.pinned.json; an id whose meaning changed gets a new slug.
  expect(rows).toEqual(pinned);
});

test('every question that the documents leave open is answered by a row', () => {
  const sources = vendor.requirements.map(({ source }) => source).join('\n');
  const open = Array.from({ length: 30 }, (_, index) => `K${String(index + 1)}`);
  expect(open.filter((question) => !new RegExp(`\\b${question}\\b`).test(sources))).toEqual([]);
});

test('every operation that is driven has a row for each documented status and one for the others', () => {
  for (const { id, responses } of vendor.contract.operations.values()) {
    const rows = vendor.requirements.filter((row) => row.with['operation'] === id);
    const judged = rows.filter(({ check }) => check === 'response-contract').map((row) => row.with['status']);
    expect(judged.sort(), id).toEqual([...responses.keys()].sort());
    expect(
      rows.filter(({ check }) => check === 'undocumented-status'),
      id,
    ).toHaveLength(1);
  }
});

test('contract rows of set-up operations never fail a run', () => {
  const setUp = vendor.requirements.filter(
    (row) => !['user_delete', undefined].includes(row.with['operation'] as string),
  );
  expect(setUp.filter(({ level }) => level === 'MUST')).toEqual([]);
});

test('what could hit strangers by its nature stands in hazardous rows alone', () => {
  const dangerous = /null|empty|blank|wildcard|injection|wrong-type\.(boolean|array|object)|^method\./;
  for (const row of vendor.requirements) {
    // `body.top-level` names no member at all, `body.empty` no bytes: neither can match anybody.
    const names = vendor.casesOf(row).map(({ name }) => name);
    const members = names.filter((name) => !name.startsWith('body.'));
    if (members.length > 0)
      expect(
        members.every((name) => dangerous.test(name)),
        row.id,
      ).toBe(row.hazardous);
  }
});

test('every name that a row gives to a pair or an odd id stands in the profile', () => {
  const { odd, neighbours } = vendor.profile.users.ids;
  const named = (check: string, key: string): unknown[] =>
    vendor.requirements.filter((row) => row.check === check).map((row) => row.with[key]);
  expect(named('odd-id', 'id').sort()).toEqual(Object.keys(odd).sort());
  expect(named('neighbour-ids', 'pair').sort()).toEqual(Object.keys(neighbours).sort());
  for (const [deleted, neighbour] of Object.values(neighbours)) expect(deleted).not.toBe(neighbour);
});

test('every id that the profile makes carries the random prefix of the run', () => {
  const { created, unknown, odd, neighbours } = vendor.profile.users.ids;
  for (const template of [created, unknown, ...Object.values(odd), ...Object.values(neighbours).flat()])
    expect(template).toContain('{run}');
});

test('every expectation can be held against an answer', () => {
  for (const { expect: clauses } of vendor.requirements)
    for (const { when } of clauses) expect(breaks(when, { body: { error_code: 7 } })).not.toEqual([]);
});
