import { closeSync, fchmodSync, ftruncateSync, mkdirSync, openSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { OpenJournal } from '../run/context.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { createUserJournal, type JournalEvent, type JournalWriter, type UserJournal } from '../users/user-journal.ts';
import { ConfigurationError } from '../errors.ts';
import { headerOf, type JournalHeader } from './journal-format.ts';
import { BEAT_MS } from './process-mark.ts';
import { notRun } from '../verdict/not-judged.ts';

/** It names users: nobody else on the machine may read it. */
export const MODE = 0o600;

/** The file of one vendor's journal of one run. The run's id is random, so the name is nobody else's. */
export function journalName({ runId, vendor }: Pick<JournalHeader, 'runId' | 'vendor'>): string {
  return `deletion-conformance-${runId}-${vendor}.journal`;
}

/** What {@link journalName} makes. */
export const JOURNAL_NAME = /^deletion-conformance-[0-9a-f-]{36}-[a-z0-9-]+\.journal$/;

/**
 * Where a run keeps its journal: next to the ledger, else in the system's temporary folder.
 * @param ledger as `--ledger` names it; null: there is none
 */
function journalFolder(ledger: string | null): string {
  return ledger === null ? tmpdir() : dirname(resolve(ledger));
}

/** Where journals of earlier runs may be. */
export function journalFolders(ledger: string | null): string[] {
  return [journalFolder(null), journalFolder(ledger)];
}

/**
 * Opens the journals of a run: in a file where it creates users at a real target. A sandbox ends with its run, and takes
 * its users with it.
 * @param run what distinguishes it from others, and the ledger that `--ledger` names (null: none)
 * @returns a function that opens the journal of a vendor; it throws ConfigurationError if the file cannot be written,
 * since no user may be created then
 */
export function journalsOf(
  run: Pick<JournalHeader, 'runId' | 'startedAt'> & { readonly ledger: string | null },
): OpenJournal {
  const opened = new Map<string, UserJournal>();
  return (context) => {
    const { kind, userIds, maxUsers, production, vendor } = context.target;
    if (kind === 'sandbox' || userIds || maxUsers === 0 || production) return createUserJournal();
    const known = opened.get(vendor);
    if (known) return known;
    const header = headerOf(context, run);
    const path = join(journalFolder(run.ledger), journalName(header));
    const isSecret = (text: string): boolean => context.redactor.find(text).length > 0;
    const journal = createUserJournal(startWriter(path, header, isSecret));
    opened.set(vendor, journal);
    return journal;
  };
}

function startWriter(path: string, header: JournalHeader, isSecret: (text: string) => boolean): JournalWriter {
  try {
    // The folder of a ledger is created with the first file in it.
    mkdirSync(dirname(path), { recursive: true });
    // A file of that name is never taken over.
    const fd = openSync(path, 'ax', MODE);
    fchmodSync(fd, MODE);
    const line = `${JSON.stringify(header)}\n`;
    writeSync(fd, line);
    return fileWriter({ path, fd, size: Buffer.byteLength(line) }, isSecret);
  } catch (error) {
    throw new ConfigurationError(
      `The users that the run creates cannot be recorded next to the ledger or in the temporary folder (${codeOf(error)}): ` +
        'without that none may be created. Make the folder writable, name another one with TMPDIR, or offer users.',
    );
  }
}

/** A file of a journal that is open to be written to. */
export interface OpenFile {
  readonly path: string;
  readonly fd: number;
  /** Bytes that it holds. */
  readonly size: number;
}

/**
 * Appends each event at once. A process that is killed loses nothing; only a machine that stops may.
 * @param isSecret a hostile target may answer a secret as an id: it is not written
 */
export function fileWriter(
  { path, fd, size: start }: OpenFile,
  isSecret: (text: string) => boolean = () => false,
): JournalWriter {
  let size = start;
  let isClosed = false;
  const beat = setInterval(() => touch(path), BEAT_MS).unref();
  return {
    write(event) {
      if (isClosed && event.event === 'creating') throw notCreated('the run has ended');
      try {
        const line = `${JSON.stringify(withoutSecret(event, isSecret))}\n`;
        if (writeSync(fd, line) < Buffer.byteLength(line)) throw Object.assign(new Error(), { code: 'ENOSPC' });
        size += Buffer.byteLength(line);
      } catch (error) {
        dropBrokenLine(fd, size);
        // Of the rest the run knows by itself; that a user may be there must be written down first.
        if (event.event === 'creating') throw notCreated(`it cannot be written down (${codeOf(error)})`);
      }
    },
    close(isClean) {
      clearInterval(beat);
      isClosed = true;
      // What is still under way may be written to the end.
      if (!isClean) return;
      closeSync(fd);
      unlinkSync(path);
    },
  };
}

function withoutSecret(event: JournalEvent, isSecret: (text: string) => boolean): JournalEvent {
  if (event.event !== 'created' || event.id === undefined || !isSecret(event.id)) return event;
  return { event: 'created', creation: event.creation };
}

function dropBrokenLine(fd: number, size: number): void {
  try {
    ftruncateSync(fd, size);
  } catch {
    // Closed, or on a disk that takes nothing more.
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody has removed it; what is written goes on into the open file.
  }
}

function notCreated(why: string): NotJudgedError {
  return new NotJudgedError(notRun('setup', `No user was created, because ${why}.`));
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
