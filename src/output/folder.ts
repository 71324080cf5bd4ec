import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { foreignFiles } from './inspect.ts';
import type { OutputKind } from './kinds.ts';
import { cannotWrite, checkFolder } from './place.ts';
import type { Contents } from './replace.ts';
import { newTransaction, removeTemporary, writeTemporary } from './temporary.ts';
import { writeListed } from './write-listed.ts';

/** A folder to which some files may be written, because none of them is somebody else's. */
export interface OutputFolder {
  /** Creates the folder and proves that a file can be written there. */
  readonly prepare: () => void;
  /** Removes an earlier file of this suite, where there is one. */
  readonly remove: (name: string) => void;
  /**
   * Replaces files of the folder together; the last one is in its place only when all others are. A failure leaves
   * the old ones.
   */
  readonly write: (contents: Contents) => void;
}

/**
 * Checks that files of these names may be written to a folder: it is or can become a folder, it is writable, and
 * nothing of these names there is anybody's but this suite's. Writes nothing. What it returns checks again before it
 * acts, and throws ConfigurationError as well.
 * @param dir as the operator named it
 * @throws ConfigurationError that names every file in the way
 */
export function reserveOutput(dir: string, names: readonly string[], kind: OutputKind): OutputFolder {
  const check = (): void => {
    checkFolder(dir, kind);
    refuseForeign(dir, names, kind);
  };
  const checked = (act: () => void): void => {
    check();
    try {
      mkdirSync(dir, { recursive: true });
      act();
    } catch (error) {
      throw cannotWrite(kind, dir, error);
    }
  };
  check();
  return {
    prepare: () => checked(() => prove(dir)),
    remove: (name) => checked(() => rmSync(join(dir, name), { force: true })),
    write: (contents) => checked(() => writeListed(dir, contents)),
  };
}

function refuseForeign(dir: string, names: readonly string[], { what, option }: OutputKind): void {
  const foreign = foreignFiles(dir, names);
  if (foreign.length === 0) return;
  const listed = foreign.map(({ name, why }) => `"${join(dir, name)}" (${why})`).join(', ');
  const [files, them] =
    foreign.length === 1 ? ['a file that is not its own', 'it'] : ['files that are not its own', 'them'];
  throw new ConfigurationError(
    `${what} would replace ${files}: ${listed}. Move ${them} away, or name another place with ${option}.`,
  );
}

function prove(dir: string): void {
  const path = newTransaction(dir, ['probe']).newPath(0);
  try {
    writeTemporary(path, 'This file can be removed.\n');
  } finally {
    removeTemporary(path);
  }
}
