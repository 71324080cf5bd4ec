import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { leftBy } from '../../../src/ledger/journal-format.ts';
import { keptOnlyBy } from '../../../src/ledger/kept-users.ts';
import { digestOf, type KeptEntry, type Ledger, type LedgerRun } from '../../../src/ledger/ledger.ts';
import { verify } from '../../../src/ledger/verify-pending.ts';
import type { RunContext } from '../../../src/run/context.ts';
import { keepBystanders } from '../../../src/run/kept-bystanders.ts';
import { missingFrom, preservedState } from '../../../src/run/preserved-state.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { UserObservation } from '../../../src/users/types.ts';
import type { Observer } from '../../../src/users/types.ts';
import { createUserJournal } from '../../../src/users/user-journal.ts';
import { created, header } from './sample.ts';
import { judgeKnot, loadOnce, resultOf } from '../run/in-process.ts';

// What verify says of the users whom a run kept.

const account = (id: number) => ({ merchant: { id, name: 'A merchant' }, connection: { status: 'connected' } });

/** A look in which the accounts show these merchants. */
const look = (...merchants: number[]): UserObservation => ({
  state: 'living',
  markers: [],
  exchanges: [],
  reads: [{ name: 'accounts_get', state: 'living', body: merchants.map(account) }],
});

const preserved = async () => (await loadOnce('knot')).profile.users.preserved ?? [];

test('what moves by itself is not missed, nor is what a read did not tell', async () => {
  const kinds = await preserved();
  const state = preservedState([look(19, 45, 7), look(19, 45, 8)], kinds);
  expect(state.find(({ what }) => what === 'linked merchants')?.things).toHaveLength(2);
  expect(missingFrom(state, look(45, 19), kinds)).toEqual([]);
  expect(missingFrom(state, look(19), kinds)).toEqual([
    'linked merchants: 1 of 2 missing',
    'connections that stand: 1 of 2 missing',
  ]);
  const unread = { ...look(), reads: [{ name: 'accounts_get', state: 'unknown', body: undefined }] as const };
  expect(missingFrom(state, unread, kinds)).toBeUndefined();
  expect(JSON.stringify(state)).not.toContain('45');
});

/** Verifies a run that kept one user, an hour later, at a target whose reads answer so. */
async function verified(status: number, body: unknown, open = false) {
  const select = ({ id }: { id: string }) => /deleted-user-is-gone|other-users-(still-live|keep-everything)$/.test(id);
  const results = await judgeKnot({ select });
  const kinds = await preserved();
  const kept: KeptEntry = {
    ...{ vendor: 'knot', requirement: 'knot/other-users-keep-everything', id: 'the-bystander' },
    tenant: 'own',
    ...{ seenAt: results.finishedAt, marks: [], preserved: preservedState([look(19, 45)], kinds), closed: null },
  };
  const entry = {
    ...{ vendor: 'knot', requirement: 'knot/deleted-user-is-gone', id: 'the-victim', offered: false },
    tenant: 'own',
    ...{ acceptedAt: results.startedAt, deadline: '2030-01-01T00:00:00.000Z', closed: null },
  } as const;
  const run: LedgerRun = { runId: results.runId, entries: open ? [entry] : [], ifMet: {}, kept: [kept] };
  const vendor = await loadOnce('knot');
  const sent: string[] = [];
  const transport: Transport = async ({ method, url, body: given }) => {
    if (method === 'POST') sent.push(`${new URL(url).pathname} ${given?.toString() ?? ''}`);
    const answer = method === 'POST' ? {} : body;
    const headers = [['content-type', 'application/json']] as const;
    const code = method === 'POST' ? 200 : status;
    return { status: code, headers, body: Buffer.from(JSON.stringify(answer)), truncated: false, durationMs: 1 };
  };
  const variables = {
    KNOT_BASE_URL: 'http://127.0.0.1',
    KNOT_CLIENT_ID: 'somebody',
    KNOT_SECRET: 'never-sent-anywhere',
  };
  const target = readTarget(vendor.profile, variables, 'configured', 'knot');
  const clock = virtualClock(Date.parse(results.finishedAt) + 3_600_000);
  const parts = { vendor, target, transport, clock, seed: 1, runSecret: '0a1b2c3d', allowHazardous: false };
  return { ...(await verify(run, results, [parts])), promised: run, deletions: sent };
}

test('who has all that was there passes, is shown, and is deleted; the digest of the run stays', async () => {
  const { run, results, deletions, promised } = await verified(200, [account(45), account(19), account(3)]);
  expect(run.kept?.map(({ closed }) => closed?.as)).toEqual(['deleted']);
  expect(deletions).toEqual(['/user/delete {"external_user_id":"the-bystander"}']);
  for (const slug of ['other-users-still-live', 'other-users-keep-everything']) {
    expect(resultOf(results, slug)).toMatchObject({ verdict: 'pass' });
    expect(resultOf(results, slug).message).toContain('verify looked at 1 other user at');
  }
  expect(digestOf(run)).toBe(digestOf(promised));
  expect(digestOf(run)).not.toBe(digestOf({ ...promised, kept: [] }));
});

test('who lost something breaks the requirement about what others have, and no other', async () => {
  const { results, run } = await verified(200, [account(19)]);
  expect(resultOf(results, 'other-users-keep-everything')).toMatchObject({
    verdict: 'fail',
    message: 'Another user has lost what it had at the end of the run.',
  });
  expect(resultOf(results, 'other-users-keep-everything').actual).toContain('linked merchants: 1 of 2 missing');
  expect(resultOf(results, 'other-users-still-live').verdict).toBe('pass');
  expect(results.outcome).toBe('nonconformant');
  expect(run.kept?.[0]?.closed?.as).toBe('deleted');
});

const GONE = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user.' };

test('who is gone breaks the requirement that nobody else is lost, and is closed as lost', async () => {
  const { results, run, deletions } = await verified(400, GONE);
  expect(resultOf(results, 'other-users-still-live')).toMatchObject({
    verdict: 'fail',
    message: 'Another user is gone: the run saw it living at its end.',
  });
  expect(resultOf(results, 'other-users-keep-everything').verdict).toBe('pass');
  expect(run.kept?.[0]?.closed?.as).toBe('lost');
  expect(deletions).toEqual([]);
});

test('who could not be seen is neither accused nor deleted', async () => {
  const { results, run, deletions } = await verified(503, {});
  expect(resultOf(results, 'other-users-still-live').verdict).toBe('pass');
  expect(run.kept?.[0]?.closed).toBeNull();
  expect(deletions).toEqual([]);
});

test('while a deletion is pending nobody is deleted: the next verify looks again', async () => {
  const { run, deletions } = await verified(200, [account(19), account(45)], true);
  expect(run.kept?.[0]?.closed).toBeNull();
  expect(deletions).toEqual([]);
});

test('a user who was made in two creations is kept as one', () => {
  const journal = createUserJournal();
  for (const id of ['a', 'a', 'b']) journal.created(journal.creating({ tenant: 'own', operation: 'x', id }), id);
  journal.kept({ tenant: 'own', id: 'a' });
  expect(journal.left().map(({ id }) => id)).toEqual(['b']);
  journal.deleted({ tenant: 'own', id: 'a' });
  journal.deleted({ tenant: 'own', id: 'b' });
  expect(journal.left()).toEqual([]);
});

test('where things have no mark, the ledger holds none, so that verify reads what the run wrote', async () => {
  const vendor = await loadOnce('mastercard');
  const journal = createUserJournal();
  journal.created(journal.creating({ tenant: 'own', operation: 'x', id: 'a' }), 'a');
  const observation: UserObservation = { state: 'living', markers: [], exchanges: [], reads: [] };
  const user = { id: 'a', tenant: 'own', offered: false, requirement: 'r', deletedAt: null } as const;
  const everyRead = { marks: [undefined, 'one', 19], shown: [] };
  const kept = await keepBystanders(
    { journal, vendor, clock: virtualClock() } as unknown as RunContext,
    { observe: async () => observation } as unknown as Observer,
    [{ at: 0, user: { ...user, everyRead }, observation, evidence: [] }],
  );
  expect(kept.map(({ marks }) => marks)).toEqual([['one', 19]]);
});

test('cleanup keeps whom the ledger has; of a run that was killed before it wrote the ledger it keeps nobody', () => {
  const events = [...created(1, 'a'), { event: 'kept', creation: 1 } as const];
  const journal = { header: header({ ledger: 'l.json' }), events, path: '', inode: 0, size: 0 };
  const { runId } = journal.header;
  const entry = {
    vendor: 'knot',
    requirement: '',
    id: 'a',
    tenant: 'own',
    seenAt: '',
    marks: [],
    preserved: [],
  } as const;
  const ledger = (closed: KeptEntry['closed']): Ledger => ({
    schemaVersion: 1,
    runs: [{ runId, entries: [], ifMet: {}, kept: [{ ...entry, closed }] }],
  });
  const left = (of: Ledger, path = 'folder/l.json') => leftBy(keptOnlyBy(of, path, journal)).map(({ id }) => id);
  expect(left(ledger(null))).toEqual([]);
  expect(left(ledger({ at: '', as: 'deleted' }))).toEqual(['a']);
  expect(left({ schemaVersion: 1, runs: [] })).toEqual(['a']);
  expect(left({ schemaVersion: 1, runs: [] }, 'folder/of-others.json')).toEqual([]);
});
