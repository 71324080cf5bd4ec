import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Temporary files of a write, next to the files that they will replace. Their names hold this suite's, the process that
 * made them and 64 random bits: nobody else has such files, and those of a process that was killed are known by it.
 */
export interface Transaction {
  /** Path of the new content of the file at a position. */
  readonly newPath: (position: number) => string;
  /** Path to which the old content of that file is moved while the new one takes its place. */
  readonly oldPath: (position: number) => string;
}

/** A temporary file that a killed process has left. */
export interface Leftover {
  readonly path: string;
  /** Of the file that it was made for. */
  readonly name: string;
  /** Of its transaction. */
  readonly id: string;
  readonly role: 'new' | 'old';
}

/** `.deletion-conformance.<process>-<random>.<position>.<name>.<role>` */
const PATTERN = /^\.deletion-conformance\.((\d{1,10})-[0-9a-f]{16})\.\d{2}\.(.+)\.(new|old)$/;

/** Names the temporary files for these files of a folder; makes none. */
export function newTransaction(dir: string, names: readonly string[]): Transaction {
  const id = `${String(process.pid)}-${randomBytes(8).toString('hex')}`;
  const path = (position: number, role: Leftover['role']): string => {
    const number = String(position).padStart(2, '0');
    return join(dir, `.deletion-conformance.${id}.${number}.${names[position] ?? ''}.${role}`);
  };
  return { newPath: (position) => path(position, 'new'), oldPath: (position) => path(position, 'old') };
}

/** Writes a temporary file; it never follows a link and never writes to a file that exists. */
export function writeTemporary(path: string, content: string, mode = 0o666): void {
  writeFileSync(path, content, { flag: 'wx', mode });
}

/** Removes a temporary file where it exists. What it cannot remove, a later write will. */
export function removeTemporary(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The write itself has succeeded, or has failed for a reason of its own.
  }
}

/** The temporary files of processes that have ended, in the order in which their files were to be replaced. */
export function leftoversIn(dir: string): Leftover[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const [, id = '', pid = '', name = '', role = ''] = PATTERN.exec(entry.name) ?? [];
      if (name === '' || !hasEnded(Number(pid))) return [];
      return { path: join(dir, entry.name), name, id, role: role === 'old' ? ('old' as const) : ('new' as const) };
    });
}

/** Writing is synchronous, so a file of this very process number is from an earlier process. */
function hasEnded(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
