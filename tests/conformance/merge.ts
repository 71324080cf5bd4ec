import { randomUUID } from 'node:crypto';
import type { Redacted } from '../../src/evidence/redacted.ts';
import { catalogueDigest, type ShardBlob } from '../../src/run/shard.ts';
import { mergeShards } from '../../src/run/merge.ts';
import { assertOneRun } from '../../src/run/shard-set.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Results } from '../../src/verdict/results.ts';
import { boundary } from './boundary.ts';
import { detection } from './detection.ts';
import { selectedRows } from './rows.ts';
import { readShards } from './shard-files.ts';
import { suite } from './suite.ts';
import { loadWhole, readCatalogue } from './vendors.ts';

/**
 * The results of the run whose shards a folder holds.
 * @throws Problem in one sentence where they are not the shards of one run of this very suite
 */
export async function mergeFolder(dir: string): Promise<Redacted<Results>> {
  const files = readShards(dir);
  assertOneRun(files, suite());
  const [{ blob: first }] = files as [(typeof files)[number]];
  const order = { grep: first.order.selection };
  const vendors = await vendorsOf(first);
  for (const { texts } of vendors) boundary.add({ secrets: [], contractTexts: texts, keepHeaders: [] });
  const results = mergeShards({
    blobs: files.map(({ blob }) => blob),
    vendors,
    rowsOf: (vendor) => selectedRows(vendor, order),
    runId: randomUUID(),
  });
  return boundary.value({ ...results, detection: detection() });
}

/** The vendors as the shards had them. */
async function vendorsOf({ judged, order }: ShardBlob): Promise<readonly Vendor[]> {
  const known = readCatalogue().profiles.map(({ name }) => name);
  const unknown = judged.find(({ vendor }) => !known.includes(vendor));
  if (unknown)
    throw new Problem(
      `The shards judge ${unknown.vendor}, which is not here: set CONFORMANCE_SPECS as it was when they ran.`,
    );
  const vendors = await loadWhole(
    judged.map(({ vendor }) => vendor),
    order.seed,
  );
  const changed = vendors.find((vendor, index) => catalogueDigest(vendor) !== judged[index]?.catalogue);
  if (!changed) return vendors;
  throw new Problem(
    `The files of ${changed.name} are not those that the shards were run with: merge with the ones that were.`,
  );
}
