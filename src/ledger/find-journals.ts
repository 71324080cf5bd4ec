import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { createUserJournal, type UserJournal } from '../users/user-journal.ts';
import { parseJournal, type ReadJournal } from './journal-format.ts';
import { fileWriter, JOURNAL_NAME, journalName, MODE, type OpenFile } from './journal-file.ts';
import { isAlive } from './process-mark.ts';

/** More can only be somebody else's. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A journal of a run that has ended. */
export interface EarlierJournal extends ReadJournal {
  readonly path: string;
  /** Of the file that was read, so that no other one is written to. */
  readonly inode: number;
  /** Bytes of its whole lines. */
  readonly size: number;
}

/** What lies in the folders of journals. */
export interface FoundJournals {
  readonly earlier: readonly EarlierJournal[];
  /** Journals of runs that are still under way. */
  readonly alive: number;
  /** Files of this user that are named like a journal but are not valid ones: they could name anybody. */
  readonly refused: readonly { readonly path: string; readonly why: string }[];
  /** Journals of other users of this machine. */
  readonly foreign: number;
}

type Seen =
  | { readonly kind: 'earlier'; readonly journal: EarlierJournal }
  | { readonly kind: 'alive' | 'foreign' | 'none' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Reads the journals of earlier runs. Never fails: what cannot be read is refused.
 * @param now in ms since the epoch
 */
export function findJournals(folders: readonly string[], now: number): FoundJournals {
  const paths = [...new Set(folders)].flatMap((folder) =>
    namesIn(folder).map((name) => ({ path: join(folder, name), name })),
  );
  const seen = paths.map(({ path, name }) => ({ path, ...inspect(path, name, now) }));
  const count = (kind: Seen['kind']): number => seen.filter((one) => one.kind === kind).length;
  return {
    earlier: seen.flatMap((one) => (one.kind === 'earlier' ? one.journal : [])),
    alive: count('alive'),
    refused: seen.flatMap((one) => (one.kind === 'refused' ? { path: one.path, why: one.why } : [])),
    foreign: count('foreign'),
  };
}

/** The journal of an earlier run, to note in its file what is deleted now. Undefined where it is not there any more. */
export function resumeJournal({ path, inode, size, events }: EarlierJournal): UserJournal | undefined {
  const open = openAgain(path, inode, size);
  return open && createUserJournal(fileWriter(open), events);
}

/** Removes the journal of an earlier run. */
export function removeJournal({ path, inode, size }: EarlierJournal): void {
  const open = openAgain(path, inode, size);
  if (!open) return;
  closeSync(open.fd);
  unlinkSync(path);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => JOURNAL_NAME.test(name))
      .sort();
  } catch {
    return [];
  }
}

function inspect(path: string, name: string, now: number): Seen {
  let fd: number;
  try {
    // Neither a link to elsewhere nor a pipe that never ends.
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { kind: 'none' };
    return code === 'EACCES' || code === 'EPERM'
      ? { kind: 'foreign' }
      : { kind: 'refused', why: 'it is no plain file' };
  }
  try {
    return inspectOpen(fd, path, name, now);
  } finally {
    closeSync(fd);
  }
}

function inspectOpen(fd: number, path: string, name: string, now: number): Seen {
  const stats = fstatSync(fd);
  if (!isOwn(stats)) return { kind: 'foreign' };
  const why = strangenessOf(stats);
  if (why !== undefined) return { kind: 'refused', why };
  // A run that was killed before it wrote a word has created nobody.
  if (stats.size === 0) return { kind: 'none' };
  const bytes = readFileSync(fd);
  const size = bytes.lastIndexOf('\n') + 1;
  const read = parseJournal(bytes.toString('utf8'));
  if (!read) return { kind: 'refused', why: 'it was changed, or written by another version' };
  if (journalName(read.header) !== name) return { kind: 'refused', why: 'its name is that of another run' };
  if (isAlive(read.header.process, stats.mtimeMs, now)) return { kind: 'alive' };
  return { kind: 'earlier', journal: { ...read, path, inode: stats.ino, size } };
}

/** Windows knows neither owners nor modes of this kind; its temporary folder is each user's own. */
function isOwn({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function strangenessOf(stats: Stats): string | undefined {
  if (!stats.isFile() || stats.nlink !== 1) return 'it is no plain file';
  if (process.getuid !== undefined && (stats.mode & 0o777) !== MODE)
    return 'others may read or write it (its mode must be 600)';
  return stats.size > MOST_BYTES ? 'it is too large' : undefined;
}

function openAgain(path: string, inode: number, size: number): OpenFile | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  const stats = fstatSync(fd);
  if (stats.ino === inode && isOwn(stats) && strangenessOf(stats) === undefined) {
    // A line that broke off must not begin the next one.
    ftruncateSync(fd, size);
    return { path, fd, size };
  }
  closeSync(fd);
  return undefined;
}
