import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasKnownShape } from './known-shapes.ts';
import { digestOf, MANIFEST, readManifest, type Manifest } from './manifest.ts';

/** A file that must not be replaced. */
export interface ForeignFile {
  readonly name: string;
  /** In a few words, such as "a symbolic link". */
  readonly why: string;
}

/**
 * The files among `names`, and the manifest, that this suite may not replace. Ours is what the manifest lists with its
 * hash; of a name that the manifest does not list, what has the shape of a file of version 0.1.0.
 */
export function foreignFiles(dir: string, names: readonly string[]): ForeignFile[] {
  const manifest = readManifest(dir);
  if (!manifest) return [{ name: MANIFEST, why: 'not the list that this suite keeps under that name' }];
  return names.flatMap((name) => {
    const why = foreignBecause(dir, name, manifest);
    return why === undefined ? [] : { name, why };
  });
}

/** The files among `names` that are there and that this suite wrote. */
export function ownFiles(dir: string, names: readonly string[]): string[] {
  const foreign = new Set(foreignFiles(dir, names).map(({ name }) => name));
  if (foreign.has(MANIFEST)) return [];
  return names.filter((name) => !foreign.has(name) && lstatSync(join(dir, name), { throwIfNoEntry: false }));
}

/** What is in the way at a path, other than a regular file; undefined where there is nothing or a regular file. */
export function notRegular(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats || stats.isFile()) return undefined;
  if (stats.isSymbolicLink()) return 'a symbolic link';
  return stats.isDirectory() ? 'a folder' : 'not a regular file';
}

function foreignBecause(dir: string, name: string, manifest: Manifest): string | undefined {
  const path = join(dir, name);
  const irregular = notRegular(path);
  if (irregular !== undefined) return irregular;
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `it cannot be read: ${code ?? 'unknown error'}`;
  }
  const listed = manifest.get(name);
  if (listed) return listed.includes(digestOf(content)) ? undefined : 'changed since this suite wrote it';
  return hasKnownShape(name, content.toString('utf8')) ? undefined : 'not written by this suite';
}
