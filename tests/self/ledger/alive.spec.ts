import { utimesSync } from 'node:fs';
import { expect } from '@playwright/test';
import { findJournals } from '../../../src/ledger/find-journals.ts';
import { leftBy } from '../../../src/ledger/journal-format.ts';
import { isAlive, ownMark } from '../../../src/ledger/process-mark.ts';
import { created, ended, header, test, writeJournal } from './sample.ts';

// Whether a run is alive.

const now = Date.now();
const HOUR_MS = 3_600_000;

test('this process is', () => {
  expect(isAlive(ownMark(), now, now)).toBe(true);
});

test('one whose number was given to another is not, however recent its journal', () => {
  expect(isAlive(ended(), now, now)).toBe(false);
});

test('one whose number nobody has is not', () => {
  expect(isAlive({ ...ownMark(), pid: 2 ** 22 + 1 }, now, now)).toBe(false);
});

test('where numbers say nothing, the last touch of the journal tells', () => {
  const elsewhere = { ...ownMark(), place: 'another machine' };
  expect(isAlive(elsewhere, now - 30_000, now)).toBe(true);
  expect(isAlive(elsewhere, now - HOUR_MS, now)).toBe(false);
  const unknown = { ...ownMark(), started: null };
  expect(isAlive(unknown, now - 30_000, now)).toBe(true);
  expect(isAlive(unknown, now - HOUR_MS, now)).toBe(false);
});

test('a journal of a living run is never taken, and one of a dead run with a reused number is', ({ folder }) => {
  writeJournal(folder, header({ process: ownMark() }), created(1, 'one'));
  const path = writeJournal(folder, header(), created(1, 'two'));
  utimesSync(path, new Date(), new Date());
  const found = findJournals([folder], now);
  expect(found.alive).toBe(1);
  expect(found.earlier.map((journal) => leftBy(journal)[0]?.id)).toEqual(['two']);
});
