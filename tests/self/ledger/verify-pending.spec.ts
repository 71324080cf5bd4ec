import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import type { LedgerRun } from '../../../src/ledger/ledger.ts';
import { verify } from '../../../src/ledger/verify-pending.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, keysOnce, loadOnce, resultOf } from '../run/in-process.ts';
import { SLOW } from '../part.ts';

const REQUIREMENTS = /deleted-user-is-gone|stay-gone|unknown-user-is-refused/;

test.afterAll(disposeOfKeys);

/** A run whose deletions were all pending, and what its ledger would hold. */
async function pendingRun(): Promise<{ results: Results; run: LedgerRun }> {
  const results = await judgeKnot({
    deletionDelayMs: 3_600_000,
    environment: { KNOT_DELETION_DEADLINE_MS: '7200000', KNOT_SETTLE_MS: '100' },
    select: ({ id }) => REQUIREMENTS.test(id),
  });
  expect(results.outcome).toBe('incomplete');
  const entry = { vendor: 'knot', requirement: 'knot/deleted-user-is-gone', tenant: 'own', offered: false } as const;
  const times = {
    acceptedAt: results.startedAt,
    deadline: new Date(Date.parse(results.startedAt) + 7_200_000).toISOString(),
  };
  const run: LedgerRun = {
    runId: results.runId,
    entries: [{ ...entry, ...times, id: 'the-victim', closed: null }],
    ifMet: { 'knot/deleted-user-is-gone': { verdict: 'pass', actual: '' } },
  };
  return { results, run };
}

/** Verifies a while later, against a target that answers every read so. */
async function verified(afterMs: number, status: number, body: unknown, given = pendingRun()) {
  const { results, run } = await given;
  const vendor = await loadOnce('knot');
  const clock = virtualClock(Date.parse(results.startedAt) + afterMs);
  const transport: Transport = async () => {
    const headers = [['content-type', 'application/json']] as const;
    return { status, headers, body: Buffer.from(JSON.stringify(body)), truncated: false, durationMs: 1 };
  };
  const variables = {
    KNOT_BASE_URL: 'http://127.0.0.1',
    KNOT_CLIENT_ID: 'somebody',
    KNOT_SECRET: 'never-sent-anywhere',
  };
  const target = readTarget(vendor.profile, variables, 'configured', 'knot');
  const parts = { vendor, target, transport, clock, seed: 1, runSecret: '0a1b2c3d', allowHazardous: false };
  return verify(run, results, [parts], { recheck: true });
}

const GONE = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user.' };
const LIVING = [{ merchant: { id: 19, name: 'A merchant' }, connection: { status: 'connected' } }];
const HOUR_MS = 3_600_000;

test('a deletion that was met decides its requirement and the run', async () => {
  const { results, run } = await verified(HOUR_MS, 400, GONE);
  expect(run.entries[0]?.closed?.as).toBe('met');
  expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'pass', reason: null, pending: null });
  expect(resultOf(results, 'deleted-users-stay-gone').verdict).toBe('pass');
  expect(results.outcome).toBe('conformant');
  expect(results.counts.pass).toBe(3);
});

test('one that was not met in time is a failure', async () => {
  const { results, run } = await verified(3 * HOUR_MS, 200, LIVING);
  expect(run.entries[0]?.closed?.as).toBe('overdue');
  expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'fail', reason: null });
  expect(resultOf(results, 'deleted-user-is-gone').actual).toContain('victim living');
  expect(results.outcome).toBe('nonconformant');
  expect(results.headline).toMatch(/^Nonconformant/);
});

for (const [what, afterMs, status, body] of [
  ['still living before its deadline', HOUR_MS, 200, LIVING],
  ['hidden behind an answer that proves nothing', 3 * HOUR_MS, 401, {}],
] as const)
  test(`one that is ${what} stays open`, async () => {
    const { results, run } = await verified(afterMs, status, body);
    expect(run.entries[0]?.closed).toBeNull();
    expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'inconclusive', reason: 'pending' });
    expect(results.outcome).toBe('incomplete');
  });

test('the look is shown, and what was judged before stays as it was', async () => {
  const { results } = await verified(HOUR_MS, 400, GONE);
  const evidence = resultOf(results, 'deleted-user-is-gone').evidence;
  expect(evidence.at(-1)).toMatchObject({ role: 'observe' });
  expect(evidence.at(-1)?.request.url).toContain('the-victim');
  expect(resultOf(results, 'unknown-user-is-refused').verdict).toBe('pass');
});

test('mastercard: what verify looks at can be looked at again: the line has the command sign', SLOW, async () => {
  const results = await judgeMastercard({ select: ({ slug }) => slug === 'deleted-user-is-gone' });
  const requirement = 'mastercard/deleted-user-is-gone';
  const entry = { vendor: 'mastercard', requirement, tenant: 'own', offered: false } as const;
  const acceptedAt = results.startedAt;
  const closed = { at: acceptedAt, as: 'met' } as const;
  const deadline = new Date(Date.parse(acceptedAt) + 24 * HOUR_MS).toISOString();
  const id = '0b0b0b0b-0000-4000-8000-000000000000';
  const run: LedgerRun = { runId: results.runId, entries: [{ ...entry, acceptedAt, deadline, id, closed }], ifMet: {} };
  const vendor = await loadOnce('mastercard');
  const clock = virtualClock(Date.parse(acceptedAt) + HOUR_MS);
  const sandbox = await createMastercardSandbox({ clock, credentials: await keysOnce() });
  const environment = { ...sandbox.environment, MASTERCARD_BASE_URL: inProcessBaseUrl(sandbox) };
  const target = readTarget(vendor.profile, environment, 'configured', 'mastercard');
  const transport = inProcessTransport(sandbox);
  const parts = { vendor, target, transport, clock, seed: 1, runSecret: '0a1b2c3d', allowHazardous: false };
  const { results: later } = await verify(run, results, [parts], { recheck: true });
  const looks = resultOf(later, 'deleted-user-is-gone').evidence.filter(({ title }) => title?.endsWith('by verify'));
  expect(looks.length).toBeGreaterThan(0);
  for (const { curl } of looks) {
    expect(curl).toContain('sign --vendor mastercard --method');
    expect(curl).not.toContain('[redacted]');
  }
});

test('of a deletion that was met the evidence holds the deletion and the look of verify, none in which the user lives', async () => {
  const { results, run } = await pendingRun();
  const before = resultOf(results, 'deleted-user-is-gone').evidence;
  const read = before.filter(({ role }) => role === 'observe').at(-1)!;
  const id = decodeURIComponent(/external_user_id=([^&]+)/.exec(read.request.url)![1]!);
  const entries = run.entries.map((entry) => ({ ...entry, id }));
  const { results: later } = await verified(HOUR_MS, 400, GONE, Promise.resolve({ results, run: { ...run, entries } }));
  const { evidence, message } = resultOf(later, 'deleted-user-is-gone');
  const deletion = evidence.findIndex(({ role }) => role === 'act');
  expect(deletion).toBeGreaterThanOrEqual(0);
  const ofUser = evidence.slice(deletion + 1).filter(({ request }) => request.url.includes(id));
  expect(ofUser.map(({ response, concerns }) => [response?.status, concerns])).toEqual([
    [400, `the deleted user ${id}, looked at by verify`],
  ]);
  expect(message).toMatch(
    /^verify looked at the deleted user at 2026-01-01 01:00:0\d UTC, 60 min after the answer: gone\.$/,
  );
});

test('a user who was gone and is back is found by --recheck, and charged to the requirement about it', async () => {
  const { results, run } = await verified(HOUR_MS, 400, GONE);
  const { run: later, results: found } = await verified(5 * HOUR_MS, 200, LIVING, Promise.resolve({ results, run }));
  expect(later.entries[0]?.closed?.as).toBe('back');
  expect(resultOf(found, 'deleted-users-stay-gone')).toMatchObject({
    verdict: 'fail',
    message: 'A deleted user came back: it was gone, and exists again.',
  });
  expect(resultOf(found, 'deleted-user-is-gone').verdict).toBe('pass');
  expect(found.outcome).toBe('nonconformant');
});

test('whom verify saw gone is not said to be left behind', async () => {
  const given = pendingRun().then(({ results, run }) => {
    const cleanup = [{ vendor: 'knot', left: ['another', 'the-victim'], message: 'Left behind: 2 of the 3 users.' }];
    return { results: { ...results, cleanup }, run };
  });
  const { results } = await verified(HOUR_MS, 400, GONE, given);
  const message = 'Left behind: 1 user of those that the run created.';
  expect(results.cleanup).toEqual([{ vendor: 'knot', left: ['another'], message }]);
});
