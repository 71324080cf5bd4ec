import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { JournalHeader } from '../../../src/ledger/journal-format.ts';
import { journalName } from '../../../src/ledger/journal-file.ts';
import { ownMark } from '../../../src/ledger/process-mark.ts';
import type { JournalEvent } from '../../../src/users/user-journal.ts';

/** A test with a folder of its own. */
export const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

export const PREFIX = 'cafe0123cafe0123';

/** The mark of a process that has ended: its number is ours, but it began at another time. */
export const ended = () => ({ ...ownMark(), started: '1' });

/** The header of a run against Knot that has ended. */
export function header(changes: Partial<JournalHeader> = {}): JournalHeader {
  return {
    deletionConformanceJournal: 1,
    vendor: 'knot',
    baseUrl: 'http://127.0.0.1:4010',
    tenants: { own: 'client', other: null },
    runId: randomUUID(),
    runPrefix: PREFIX,
    startedAt: '2026-01-01T00:00:00.000Z',
    process: ended(),
    ...changes,
  };
}

/** A user whom a run of Knot created and did not delete. */
export function created(creation: number, id: string, tenant: 'own' | 'other' = 'own'): JournalEvent[] {
  return [
    { event: 'creating', creation, tenant, operation: 'session_create', id },
    { event: 'created', creation, id },
  ];
}

/** Writes a journal as its run would have left it. */
export function writeJournal(
  folder: string,
  head: JournalHeader,
  events: readonly JournalEvent[],
  { mode = 0o600, tail = '', name = journalName(head) }: { mode?: number; tail?: string; name?: string } = {},
): string {
  const path = join(folder, name);
  const lines = [head, ...events].map((line) => `${JSON.stringify(line)}\n`);
  writeFileSync(path, lines.join('') + tail, { mode });
  return path;
}
