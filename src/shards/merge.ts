import type { Results } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { mergeVendor } from './merge-vendor.ts';
import { judgedVendor } from '../run/assemble-vendor-results.ts';
import { assemble } from '../results/assemble.ts';
import { type ShardBlob } from './shard-file.ts';
import { isRunLevel } from '../run/preconditions.ts';
import { shardAt } from '../run/allocation.ts';

/** Shards of one run, in their order. */
export interface Merging {
  readonly blobs: readonly ShardBlob[];
  /** All that the run judges. */
  readonly vendors: readonly Vendor[];
  /** The requirements that the run asks for. */
  readonly requirementsOf: (vendor: Vendor) => readonly Requirement[];
  readonly runId: string;
}

/** The results of the whole run. Requirements of a missing shard stay unjudged. Pure. */
export function mergeShards({ blobs, vendors, requirementsOf, runId }: Merging): Results {
  const [first] = blobs as [ShardBlob];
  const { total } = first.shard;
  const there = new Set(blobs.map(({ shard }) => shard.current));
  const missing = Array.from({ length: total }, (_, index) => index + 1).filter((shard) => !there.has(shard));
  const judged = vendors.flatMap((vendor) => {
    const parts = blobs.flatMap((blob) => blob.vendors.filter((part) => part.vendor === vendor.name));
    // With no part at all there is no target to report; its shards are missing, and the outcome shows it.
    if (parts.length === 0) return [];
    const requirements = requirementsOf(vendor);
    const executed = requirements.filter((requirement) => !isRunLevel(requirement));
    const unjudged = (requirement: Requirement) => absence(executed.indexOf(requirement), missing, total);
    return judgedVendor(vendor, mergeVendor(parts), requirements, { unjudged, whole: missing.length === 0 });
  });
  const { seed, selection, options, knownFailures } = first.order;
  const results = assemble(judged, {
    runId,
    suite: first.suite,
    startedAt: blobs.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    finishedAt:
      blobs
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? first.finishedAt,
    seed,
    selection,
    options,
    knownFailures,
    missingShards: missing,
  });
  return withErrors(
    results,
    blobs.flatMap(({ errors }) => errors),
  );
}

/** What went wrong outside of every test belongs to no requirement, and is no less an error of the suite. */
export function withErrors(results: Results, errors: readonly string[]): Results {
  if (errors.length === 0) return results;
  return { ...results, outcome: 'invalid', headline: `Invalid: the suite itself failed: ${errors.join(' ')}` };
}

/** @param position among the requirements that are executed; -1 of a requirement that is judged from all of them */
function absence(position: number, missing: readonly number[], total: number): string | undefined {
  if (position < 0)
    return `This is judged from the exchanges of all ${String(total)} shards, and ${describe(missing)}.`;
  const shard = shardAt(position, total);
  if (!missing.includes(shard)) return undefined;
  return `Shard ${String(shard)} of ${String(total)} is missing, so this was not judged.`;
}

const describe = (missing: readonly number[]): string =>
  `${missing.length === 1 ? 'shard' : 'shards'} ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`;
