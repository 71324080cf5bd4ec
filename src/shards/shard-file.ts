import { createHash } from 'node:crypto';
import type { KnownFailure } from '../verdict/known-failures.ts';
import type { Results } from '../verdict/results.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { VendorPart } from '../run/assemble-vendor-results.ts';
import type { Shard } from '../run/allocation.ts';

/** Raised whenever a blob of an earlier suite could be misread. */
export const BLOB_VERSION = 2;

/** All that merging needs of one shard; redacted. The only file that a shard writes. */
export interface ShardBlob {
  readonly schemaVersion: typeof BLOB_VERSION;
  readonly runId: string;
  readonly shard: Shard;
  readonly suite: Results['suite'];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly order: ShardedOrder;
  /** All vendors that the run judges, including those of which this shard has no requirement. */
  readonly judged: readonly { readonly vendor: string; readonly catalogue: string }[];
  readonly vendors: readonly VendorPart[];
  /** What went wrong outside of every test. */
  readonly errors: readonly string[];
  /** Written last; a file without it is no blob. */
  readonly complete: true;
}

/** What must be the same for all shards. */
export interface ShardedOrder {
  readonly seed: number;
  readonly selection: string | null;
  /** As `--edition` named it. */
  readonly edition: string | null;
  readonly options: Results['options'];
  readonly knownFailures: readonly KnownFailure[];
}

/** Seed for shards when no `--seed` is given; random seeds would differ between shards. */
export const SHARD_SEED = 1;

/** The file of a shard. */
export const blobName = ({ current, total }: Shard): string => `shard-${String(current)}-of-${String(total)}.json`;

export const BLOB_NAME = /^shard-\d+-of-\d+\.json$/;

/** Identifies one state of a vendor's files. */
export function catalogueDigest({ texts, profile }: Vendor): string {
  return createHash('sha256').update(texts).update(JSON.stringify(profile)).digest('hex');
}
