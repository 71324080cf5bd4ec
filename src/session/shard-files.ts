import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BLOB_NAME, BLOB_VERSION, type ShardBlob } from '../shards/shard-file.ts';
import { ConfigurationError } from '../errors.ts';

/** A shard, and the file that it was read from, as a reader finds it. */
export interface ShardFile {
  readonly name: string;
  readonly blob: ShardBlob;
}

/**
 * The shards that a folder holds, in it or in folders of their own, in their order.
 * @throws ConfigurationError in one sentence where there is none, or one cannot be read whole
 */
export function readShards(dir: string): ShardFile[] {
  const names = namesIn(dir).filter((name) => BLOB_NAME.test(basename(name)));
  if (names.length === 0)
    throw new ConfigurationError(
      `There is no shard in "${dir}": merge takes the folder of the shard-…-of-….json files that --shard wrote.`,
    );
  const files = names.map((name) => ({ name, blob: readBlob(join(dir, name), name) }));
  return files.sort((a, b) => a.blob.shard.current - b.blob.shard.current || (a.name < b.name ? -1 : 1));
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `The folder "${dir}" cannot be read (${code ?? 'unknown error'}): merge takes the folder of the shards.`,
    );
  }
}

function readBlob(path: string, name: string): ShardBlob {
  const { schemaVersion, complete, shard } = parse(path, name);
  if (complete !== true)
    throw new ConfigurationError(`"${name}" is not complete, so that shard did not end: run it again.`);
  if (schemaVersion !== BLOB_VERSION || !isShard(shard))
    throw new ConfigurationError(
      `"${name}" was written by another version of this suite: run all shards and the merge with one.`,
    );
  return parse(path, name) as unknown as ShardBlob;
}

function parse(path: string, name: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is not JSON' : ((error as NodeJS.ErrnoException).code ?? 'unknown error');
    throw new ConfigurationError(`"${name}" cannot be read (${why}): run that shard again.`);
  }
}

function isShard(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { current, total } = value as Record<string, unknown>;
  return (
    Number.isInteger(current) && Number.isInteger(total) && Number(current) >= 1 && Number(current) <= Number(total)
  );
}
