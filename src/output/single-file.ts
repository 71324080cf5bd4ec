import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { notRegular } from './inspect.ts';
import type { OutputKind } from './kinds.ts';
import { cannotWrite, checkFolder } from './place.ts';
import { replaceTogether } from './replace.ts';
import { leftoversIn, removeTemporary } from './temporary.ts';

/**
 * Checks that a file of its own place can be written: its folder is writable, and it is a regular file or none yet.
 * What it holds is for the caller to judge. Writes nothing.
 * @throws ConfigurationError
 */
export function checkFile(path: string, kind: OutputKind): void {
  const { option } = kind;
  if (path.trim() === '') throw new ConfigurationError(`${option} is empty: name a file.`);
  const why = /[/\\]$/.test(path) ? 'a folder' : whyNotRegular(path, kind);
  if (why !== undefined) throw new ConfigurationError(`${option} names "${path}", which is ${why}: name a file.`);
  checkFolder(dirname(path), kind);
}

/**
 * Replaces a file as a whole, or leaves the old one.
 * @throws ConfigurationError
 */
export function writeFile(path: string, content: string, mode: number, kind: OutputKind): void {
  checkFile(path, kind);
  const dir = dirname(path);
  try {
    mkdirSync(dir, { recursive: true });
    const leftovers = leftoversIn(dir).filter(({ name }) => name === basename(path));
    replaceTogether(dir, { [basename(path)]: content }, mode);
    for (const leftover of leftovers) removeTemporary(leftover.path);
  } catch (error) {
    throw cannotWrite(kind, dir, error);
  }
}

function whyNotRegular(path: string, kind: OutputKind): string | undefined {
  try {
    return notRegular(path);
  } catch (error) {
    throw cannotWrite(kind, dirname(path), error);
  }
}
