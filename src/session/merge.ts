import { randomUUID } from 'node:crypto';
import type { Redacted } from '../evidence/redacted.ts';
import { mergeShards } from '../shards/merge.ts';
import { assertCompatible } from '../shards/compatibility.ts';
import { catalogueDigest, type ShardBlob } from '../shards/shard-file.ts';
import type { Environment } from '../configuration/index.ts';
import { ConfigurationError } from '../errors.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Results } from '../verdict/results.ts';
import { boundary } from './redaction.ts';
import { withCircumstances } from './label.ts';
import { selectedRequirements } from './plan.ts';
import { readShards } from './shard-files.ts';
import { detectionSentence, suiteInfo } from './suite-info.ts';
import { loadWhole, readCatalogue } from './vendors.ts';

/**
 * The results of the run whose shards a folder holds.
 * @throws ConfigurationError in one sentence where they are not the shards of one run of this very suite
 */
export async function mergeFolder(
  dir: string,
  environment: Environment,
  label: string | null = null,
): Promise<Redacted<Results>> {
  const files = readShards(dir);
  assertCompatible(files, suiteInfo());
  const [{ blob: first }] = files as [(typeof files)[number]];
  const selection = { grep: first.order.selection };
  const vendors = await vendorsOf(first, environment);
  for (const { texts } of vendors) boundary.add({ secrets: [], contractTexts: texts, keepHeaders: [] });
  const results = mergeShards({
    blobs: files.map(({ blob }) => blob),
    vendors,
    requirementsOf: (vendor) => selectedRequirements(vendor, selection),
    runId: randomUUID(),
  });
  return boundary.value(withCircumstances({ ...results, detection: detectionSentence() }, label));
}

/** The vendors as the shards had them. */
async function vendorsOf({ judged, order }: ShardBlob, environment: Environment): Promise<readonly Vendor[]> {
  const known = readCatalogue(environment).profiles.map(({ name }) => name);
  const unknown = judged.find(({ vendor }) => !known.includes(vendor));
  if (unknown)
    throw new ConfigurationError(
      `The shards judge ${unknown.vendor}, which is not here: set CONFORMANCE_SPECS as it was when they ran.`,
    );
  const vendors = await loadWhole(
    judged.map(({ vendor }) => vendor),
    order.seed,
    environment,
    order.edition,
  );
  const changed = vendors.find((vendor, index) => catalogueDigest(vendor) !== judged[index]?.catalogue);
  if (!changed) return vendors;
  throw new ConfigurationError(
    `The files of ${changed.name} are not those that the shards were run with: merge with the ones that were.`,
  );
}
