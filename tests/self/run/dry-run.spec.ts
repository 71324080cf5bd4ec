import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { dryRun } from '../../../src/run/dry-run.ts';
import { SANDBOXES } from '../../../src/sandbox/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { loadOnce } from './in-process.ts';

const KNOT = { KNOT_BASE_URL: 'https://staging.example/v1', KNOT_CLIENT_ID: 'somebody', KNOT_SECRET: randomUUID() };

/** Rehearses some of Knot's requirements at a target that must not be contacted. */
async function dryRunOf(environment: Record<string, string> = {}, pattern = /./, allowHazardous = false) {
  const vendor = await loadOnce('knot');
  const variables = { ...KNOT, CONFORMANCE_ALLOW_DELETE: '1', ...environment };
  const target = readTarget(vendor.profile, variables, 'configured', 'knot');
  const requirements = vendor.requirements.filter(({ check, id }) => check !== undefined && pattern.test(id));
  const makeSandbox = (clock: { now(): number; sleep(ms: number): Promise<void> }) => SANDBOXES['knot']!({ clock });
  const done = await dryRun({ vendor, target, makeSandbox, seed: 1, allowHazardous, requirements });
  return { rows: requirements, requests: done.requests, users: done.users, heldBack: done.heldBack };
}

test('tells every request at the configured target, in the order of the requirements', async () => {
  const { requests, rows: requirements } = await dryRunOf(
    {},
    /unknown-user-is-refused|missing-id-is-refused|deleted-user-is-gone/,
  );
  expect(requests.every(({ url }) => url.startsWith('https://staging.example/v1/'))).toBe(true);
  expect([...new Set(requests.map(({ by }) => by))]).toEqual([
    'before all',
    ...requirements.map(({ id }) => id),
    'after all',
  ]);
  const deletion = requests.find(({ by, url }) => by === 'knot/deleted-user-is-gone' && url.endsWith('/user/delete'));
  expect(deletion).toMatchObject({ method: 'POST', body: expect.stringContaining('external_user_id') });
});

test('counts the users that a run would consume', async () => {
  const { users } = await dryRunOf({}, /deleted-user-is-gone|several-users-are-deleted-together/);
  // One for the preflight, two and four for the requirements; all but the bystanders are deleted by them.
  expect(users).toMatchObject({ created: 7, offered: 0 });
});

test('offered users are used, and no others are created', async () => {
  const ids = Array.from({ length: 5 }, () => `offered-${randomUUID()}`);
  const { requests, users } = await dryRunOf({ KNOT_USER_IDS: ids.join(',') }, /deleted-user-is-gone|unknown-user/);
  expect(users).toEqual({ created: 0, offered: 2, deleted: 1 });
  expect(requests.filter(({ url }) => url.includes('/session/create'))).toEqual([]);
  expect(requests.some(({ body }) => body.includes(ids[0] ?? '-'))).toBe(true);
});

test('what is hazardous is held back as it would be, and counted', async () => {
  const held = await dryRunOf({}, /wildcard-as-id|unknown-user-is-refused/);
  expect(held.heldBack).toBe(2);
  expect(held.requests.filter(({ body }) => body.includes('"%"'))).toEqual([]);
  const allowed = await dryRunOf({}, /wildcard-as-id|unknown-user-is-refused/, true);
  expect(allowed.heldBack).toBe(0);
  expect(allowed.requests.some(({ body }) => body.includes('"%"'))).toBe(true);
});

test('no credential is told, and no command of the operator’s is run', async () => {
  const told = await dryRunOf(
    { KNOT_CREATE_USER_COMMAND: 'exit 9', KNOT_OBSERVE_COMMAND: 'exit 9' },
    /deleted-user-is-gone/,
  );
  expect(JSON.stringify(told)).not.toContain(KNOT.KNOT_SECRET);
  expect(told.users.created).toBeGreaterThan(0);
});

test('the request over plain HTTP to a target that speaks TLS is told as such', async () => {
  const { requests } = await dryRunOf({}, /plain-http/);
  expect(requests.filter(({ url }) => url.startsWith('http://')).map(({ url }) => url)).toEqual([
    'http://staging.example/user/delete',
  ]);
});
