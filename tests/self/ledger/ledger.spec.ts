import { statSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import type { UserRecord } from '../../../src/users/user-record.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readBack } from '../../../src/evidence/redacted.ts';
import { digestOf, EMPTY, entriesOf, usedUp, withRun, type LedgerRun } from '../../../src/ledger/ledger.ts';
import { readLedger, writeLedger } from '../../../src/ledger/ledger-file.ts';
import { ConfigurationError } from '../../../src/errors.ts';

const ACCEPTED = Date.UTC(2026, 0, 1);

const user = (id: string, more: Partial<UserRecord> = {}): UserRecord => ({
  id,
  tenant: 'own',
  offered: false,
  requirement: 'knot/row',
  deletedAt: ACCEPTED,
  ...more,
});

const runOf = (...users: UserRecord[]): LedgerRun => ({
  runId: 'one',
  entries: entriesOf('knot', users, 60_000, ACCEPTED + 5000),
  ifMet: {
    'knot/row': { verdict: 'pass', actual: '' },
    'knot/late-row': { verdict: 'warn', actual: 'the deleted user: firstLook living', message: 'It still exists.' },
  },
});

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'deletion-conformance-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('notes every accepted deletion, and closes those that were seen gone', () => {
  const { entries } = runOf(user('pending'), user('gone', { seenGone: true }), user('living', { deletedAt: null }));
  expect(entries).toEqual([
    expect.objectContaining({ id: 'pending', deadline: '2026-01-01T00:01:00.000Z', closed: null }),
    expect.objectContaining({ id: 'gone', closed: { at: '2026-01-01T00:00:05.000Z', as: 'met' } }),
  ]);
});

test('the digest is that of what was promised: closing changes nothing, editing does', () => {
  const run = runOf(user('a'));
  const [entry] = run.entries;
  const closed = { ...run, entries: [{ ...entry!, closed: { at: '2026-01-02T00:00:00.000Z', as: 'met' as const } }] };
  expect(digestOf(closed)).toBe(digestOf(run));
  for (const edited of [
    { ...run, entries: [{ ...entry!, id: 'b' }] },
    { ...run, entries: [{ ...entry!, deadline: '2030-01-01T00:00:00.000Z' }] },
    { ...run, entries: [] },
    { ...run, ifMet: {} },
    { ...run, runId: 'two' },
  ])
    expect(digestOf(edited)).not.toBe(digestOf(run));
});

test('offered users of earlier runs are used up, by vendor; created ones are nobody’s business', () => {
  const ledger = withRun(EMPTY, runOf(user('offered', { offered: true }), user('created')));
  expect([...usedUp(ledger, 'knot')]).toEqual(['offered']);
  expect([...usedUp(ledger, 'mastercard')]).toEqual([]);
});

test('the file is read back, is nobody else’s to read, and is replaced as a whole', () => {
  const path = join(folder, 'ledger.json');
  expect(readLedger(path)).toEqual(EMPTY);
  writeLedger(path, readBack(withRun(EMPTY, runOf(user('a')))));
  expect(readLedger(path).runs.map(({ runId }) => runId)).toEqual(['one']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  writeLedger(path, readBack(withRun(readLedger(path), { ...runOf(user('b')), runId: 'two' })));
  expect(readLedger(path).runs.map(({ runId }) => runId)).toEqual(['one', 'two']);
});

test('what is no ledger is refused in one sentence', () => {
  const path = join(folder, 'ledger.json');
  for (const text of ['', '{"runs":', '[]', '{"schemaVersion":2,"runs":[]}', '{"schemaVersion":1,"runs":[{}]}']) {
    writeFileSync(path, text);
    expect(() => readLedger(path), text).toThrow(ConfigurationError);
  }
  expect(() => writeLedger(join(path, 'ledger.json'), readBack(EMPTY))).toThrow('cannot be written');
  expect(readFileSync(path, 'utf8')).not.toBe('');
});
