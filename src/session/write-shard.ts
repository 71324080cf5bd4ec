import { COMMAND } from '../build-info.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { reserveOutput } from '../output/folder.ts';
import { REPORT_OUTPUT } from '../output/kinds.ts';
import type { Run } from '../run/run.ts';
import { BLOB_VERSION, blobName, catalogueDigest, type ShardBlob } from '../shards/shard-file.ts';
import type { VendorEnd } from '../run/vendor-run.ts';
import { boundary } from './redaction.ts';
import type { SessionPlan } from './plan.ts';
import type { Shard } from '../run/allocation.ts';

/** The end of a run that is judged elsewhere. */
export interface ShardEnd {
  /** Whether all that is needed to judge it was written. */
  readonly written: boolean;
  readonly message: Redacted<string>;
}

/** Writes what a shard has seen, for the merge to judge. Of a shard that did not end nothing is written. */
export function writeShard(
  { options, whole }: SessionPlan,
  shard: Shard,
  { plan }: Run,
  ends: readonly VendorEnd[],
  errors: readonly string[],
): ShardEnd {
  const name = `Shard ${String(shard.current)} of ${String(shard.total)}`;
  const parts = ends.map(({ part }) => part);
  if (parts.some(({ last }) => last === null)) {
    const left = parts.map(({ vendor, cleanup }) => `${vendor}: ${[cleanup.message, ...cleanup.left].join(' ')}`);
    return {
      written: false,
      message: boundary.text(`${name} did not end, so it wrote no file; run it again.\n${left.join('\n')}`),
    };
  }
  const blob: ShardBlob = {
    schemaVersion: BLOB_VERSION,
    runId: plan.runId,
    shard,
    suite: plan.suite,
    startedAt: plan.startedAt,
    finishedAt: new Date(plan.now()).toISOString(),
    order: {
      seed: plan.seed,
      selection: options.grep,
      edition: options.edition,
      options: plan.options,
      knownFailures: plan.knownFailures ?? [],
    },
    judged: whole.map((vendor) => ({ vendor: vendor.name, catalogue: catalogueDigest(vendor) })),
    vendors: parts,
    errors,
    complete: true,
  };
  const file = blobName(shard);
  reserveOutput(options.reportDir, [file], REPORT_OUTPUT).write({
    [file]: `${JSON.stringify(boundary.value(blob))}\n`,
  });
  const count = parts.reduce((sum, { reports }) => sum + reports.length, 0);
  return {
    written: true,
    message: boundary.text(
      `${name}: ${String(count)} requirements run, not judged. Copy all shard files to one folder, then merge: ${COMMAND} merge ${options.reportDir}`,
    ),
  };
}
