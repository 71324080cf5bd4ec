import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { REPORT_OUTPUT, type OutputKind } from './kinds.ts';

/**
 * Checks that a folder can be written, or created where that is allowed. Writes nothing.
 * @param dir as the operator named it, or the folder of the file that the operator named
 * @throws ConfigurationError where it is no folder or not writable
 */
export function checkFolder(dir: string, kind: OutputKind): void {
  try {
    const absolute = resolve(dir);
    if (kind.names === 'folder') refuseNoFolder(absolute, dir, kind);
    const exists = statSync(absolute, { throwIfNoEntry: false }) !== undefined;
    if (!exists && !kind.createsFolder) throw failure('ENOENT');
    const folder = exists ? absolute : nearestExisting(absolute);
    if (!statSync(folder).isDirectory()) throw failure('ENOTDIR');
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw cannotWrite(kind, dir, error);
  }
}

/**
 * What the file system refuses, as a sentence.
 * @param error whatever else it is, is thrown as it is
 */
export function cannotWrite({ what, option }: OutputKind, dir: string, error: unknown): ConfigurationError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const remedy = code === 'ENOSPC' || code === 'EDQUOT' ? 'make room there' : 'make that folder writable';
  return new ConfigurationError(
    `${what} cannot be written to "${dir}" (${code}): ${remedy} or name another with ${option}.`,
  );
}

function refuseNoFolder(absolute: string, dir: string, { option }: OutputKind): void {
  if (dir.trim() === '') throw new ConfigurationError(`${option} is empty: name a folder.`);
  if (dirname(absolute) === absolute)
    throw new ConfigurationError(`${option} names "${dir}", the root of the file system: name a folder of its own.`);
  if (option === REPORT_OUTPUT.option && absolute === process.cwd())
    throw new ConfigurationError(`${option} names "${dir}", the current folder: name a folder of its own.`);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (!stats && lstatSync(absolute, { throwIfNoEntry: false }))
    throw new ConfigurationError(`${option} names "${dir}", a symbolic link to nothing: name a folder.`);
  if (stats && !stats.isDirectory())
    throw new ConfigurationError(`${option} names "${dir}", which is a file: name a folder.`);
}

function nearestExisting(path: string): string {
  const parent = dirname(path);
  return parent === path || statSync(parent, { throwIfNoEntry: false }) ? parent : nearestExisting(parent);
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });
