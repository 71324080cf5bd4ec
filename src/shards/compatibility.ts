import { isDeepStrictEqual } from 'node:util';
import type { Results } from '../verdict/results.ts';
import { ConfigurationError } from '../errors.ts';
import type { ShardBlob } from './shard-file.ts';

interface Named {
  /** Of the file, for a reader. */
  readonly name: string;
  readonly blob: ShardBlob;
}

/** What the shards of one run share, and what a reader calls it. */
const SHARED: readonly (readonly [what: string, of: (blob: ShardBlob) => unknown])[] = [
  ['another version or commit of this suite', ({ suite }) => suite],
  ['another number of shards', ({ shard }) => shard.total],
  ['another seed', ({ order }) => order.seed],
  ['another selection of requirements', ({ order }) => order.selection],
  ['another edition', ({ order }) => order.edition],
  ['other options', ({ order }) => order.options],
  ['another list of known failures', ({ order }) => order.knownFailures],
  ['other vendors', ({ judged }) => judged.map(({ vendor }) => vendor)],
  ['another contract, profile or catalogue', ({ judged }) => judged],
];

/**
 * Compares shards with one another: only those of one run are merged.
 * @param files at least one
 * @param suite that merges
 * @throws ConfigurationError in one sentence
 */
export function assertCompatible(files: readonly Named[], suite: Results['suite']): void {
  const [first, ...others] = files as [Named, ...Named[]];
  for (const other of others) {
    const different = SHARED.find(([, of]) => !isDeepStrictEqual(of(first.blob), of(other.blob)));
    if (different) throw foreign(other, `with ${different[0]} than`, first);
  }
  assertSameTarget(files);
  for (const [index, { name, blob }] of files.entries()) {
    const sameShard = files.slice(0, index).find((one) => one.blob.shard.current === blob.shard.current);
    const { current, total } = blob.shard;
    if (sameShard)
      throw new ConfigurationError(
        `"${sameShard.name}" and "${name}" are both shard ${String(current)} of ${String(total)}: keep the one of this run.`,
      );
  }
  if (!isDeepStrictEqual(first.blob.suite, suite))
    throw new ConfigurationError(
      `"${first.name}" was run with another version or commit of this suite than merges it: merge with the one that ran it.`,
    );
}

function assertSameTarget(files: readonly Named[]): void {
  const known = new Map<string, { readonly file: Named; readonly facts: unknown }>();
  for (const file of files)
    for (const { vendor, target } of file.blob.vendors) {
      // Each shard has a sandbox of its own, on a port of its own, with credentials of its own.
      const facts = target.kind === 'sandbox' ? target.kind : target;
      const before = known.get(vendor);
      if (!before) known.set(vendor, { file, facts });
      else if (!isDeepStrictEqual(before.facts, facts))
        throw foreign(file, `against another target of ${vendor} than`, before.file);
    }
}

const foreign = (file: Named, how: string, first: Named): ConfigurationError =>
  new ConfigurationError(`"${file.name}" was run ${how} "${first.name}": merge the shards of one run.`);
