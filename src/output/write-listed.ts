import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignFiles } from './inspect.ts';
import { digestOf, MANIFEST, manifestText, readManifest } from './manifest.ts';
import { completeMoves, replaceTogether, type Contents } from './replace.ts';
import { leftoversIn, removeTemporary } from './temporary.ts';

/** Hashes that are kept for one name: a write that failed leaves one. */
const MOST = 8;

/**
 * Writes files together and lists them in the manifest of their folder. The manifest comes first, with the hashes of
 * the old and of the new content: a process that is killed leaves no file that looks like somebody else's. What an
 * earlier one that was killed has left is put in order.
 * @throws whatever the file system reports
 */
export function writeListed(dir: string, contents: Contents): void {
  const leftovers = leftoversIn(dir);
  const moved = leftovers.map(({ name }) => name);
  if (foreignFiles(dir, moved).length === 0) completeMoves(dir, leftovers);
  const now = new Map(Object.entries(contents).map(([name, content]) => [name, digestOf(content)]));
  const old = new Map([...now.keys()].map((name) => [name, digestOfFile(join(dir, name))]));
  list(dir, now.keys(), (name, listed) => [now.get(name), old.get(name), ...listed]);
  replaceTogether(dir, contents);
  for (const { path } of leftovers) removeTemporary(path);
  try {
    // What another process has listed meanwhile stays.
    list(dir, now.keys(), (name, listed) => [now.get(name), ...listed.filter((one) => one !== old.get(name))]);
  } catch {
    // The files are in their places, and listed.
  }
}

type Digests = readonly (string | undefined)[];

function list(dir: string, names: Iterable<string>, digests: (name: string, listed: Digests) => Digests): void {
  const manifest = new Map(readManifest(dir));
  for (const name of names) {
    const all = new Set(digests(name, manifest.get(name) ?? []).filter((one) => one !== undefined));
    manifest.set(name, [...all].slice(0, MOST));
  }
  replaceTogether(dir, { [MANIFEST]: manifestText(manifest) });
}

function digestOfFile(path: string): string | undefined {
  try {
    return digestOf(readFileSync(path));
  } catch {
    return undefined; // There is none yet.
  }
}
