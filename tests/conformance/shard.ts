import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Remains, Unjudged } from '../../reporters/conformance.ts';
import type { Redacted } from '../../src/evidence/redacted.ts';
import { BLOB_VERSION, blobName, catalogueDigest, type Shard, type ShardBlob } from '../../src/run/shard.ts';
import { boundary } from './boundary.ts';
import { knownFailures } from './known.ts';
import { partOf } from './left.ts';
import { optionsOf } from './order.ts';
import type { Plan } from './published.ts';
import { suite } from './suite.ts';
import { loadWhole } from './vendors.ts';

/** Writes what a shard has seen, for the merge to judge. Of a shard that did not end nothing is written. */
export async function writeShard(plan: Plan, shard: Shard, remains: Remains): Promise<Unjudged> {
  const { order } = plan;
  const name = `Shard ${String(shard.current)} of ${String(shard.total)}`;
  const parts = await Promise.all(remains.vendors.map((vendor) => partOf(vendor, remains)));
  if (remains.interrupted || parts.some(({ last }) => last === null)) {
    const left = parts.map(({ vendor, cleanup }) => `${vendor}: ${[cleanup.message, ...cleanup.left].join(' ')}`);
    return {
      written: false,
      message: boundary.text(`${name} did not end, so it left no file behind; run it again.\n${left.join('\n')}`),
    };
  }
  const judged = (await loadWhole(plan.whole, order.seed)).map((vendor) => {
    return { vendor: vendor.name, catalogue: catalogueDigest(vendor) };
  });
  const blob: ShardBlob = {
    schemaVersion: BLOB_VERSION,
    runId: order.runId,
    shard,
    suite: suite(),
    startedAt: order.startedAt,
    finishedAt: new Date().toISOString(),
    order: {
      seed: order.seed,
      selection: order.grep,
      options: optionsOf(order),
      knownFailures: knownFailures(order).entries,
    },
    judged,
    vendors: parts,
    errors: remains.errors,
    complete: true,
  };
  const file = join(order.reportDir, blobName(shard));
  writeBlob(file, boundary.value(blob));
  const rows = parts.reduce((sum, { reports }) => sum + reports.length, 0);
  return {
    written: true,
    message: boundary.text(
      `${name}: ${String(rows)} requirements run, not judged. Bring all shards into one folder, then merge: npm run conformance -- merge ${order.reportDir}`,
    ),
  };
}

/** A reader sees no file or the whole one. */
function writeBlob(file: string, blob: Redacted<ShardBlob>): void {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(blob)}\n`);
  renameSync(temporary, file);
}
