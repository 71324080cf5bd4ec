import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { newTransaction, removeTemporary, writeTemporary, type Leftover } from './temporary.ts';

/** Content by file name. The last one vouches for all of them: where it exists, all others are of the same write. */
export type Contents = Readonly<Record<string, string>>;

/**
 * Replaces files of a folder together. All of them are written next to the old ones before the first is replaced, so a
 * full disk changes nothing. While they are replaced the last one is missing: whatever ends the process, old and new
 * files never exist together under a last one that claims to be of both.
 * @throws whatever the file system reports; the old files are in their places then
 */
export function replaceTogether(dir: string, contents: Contents, mode?: number): void {
  const names = Object.keys(contents);
  const { newPath, oldPath } = newTransaction(dir, names);
  try {
    for (const [position, name] of names.entries()) writeTemporary(newPath(position), contents[name] ?? '', mode);
    moveInto(
      names.map((name, position) => {
        return { path: join(dir, name), newPath: newPath(position), oldPath: oldPath(position) };
      }),
    );
  } finally {
    for (const position of names.keys()) removeTemporary(newPath(position));
  }
}

interface Move {
  readonly path: string;
  readonly newPath: string;
  readonly oldPath: string;
}

function moveInto(moves: readonly Move[]): void {
  const [only, ...others] = moves;
  // One rename is whole by itself.
  if (only && others.length === 0) return renameSync(only.newPath, only.path);
  const done: (readonly [from: string, to: string])[] = [];
  const move = (from: string, to: string): void => {
    renameSync(from, to);
    done.push([from, to]);
  };
  try {
    for (const { path, oldPath } of moves.toReversed()) if (existsSync(path)) move(path, oldPath);
    for (const { path, newPath } of moves) move(newPath, path);
  } catch (error) {
    for (const [from, to] of done.toReversed()) renameSync(to, from);
    throw error;
  }
  for (const { oldPath } of moves) removeTemporary(oldPath);
}

/**
 * Completes what a killed process had begun: where old files are moved away, all new ones were written, and those that
 * are not in their places yet go there.
 */
export function completeMoves(dir: string, leftovers: readonly Leftover[]): void {
  const begun = new Set(leftovers.filter(({ role }) => role === 'old').map(({ id }) => id));
  for (const { id, name, path, role } of leftovers)
    if (role === 'new' && begun.has(id)) renameSync(path, join(dir, name));
}
