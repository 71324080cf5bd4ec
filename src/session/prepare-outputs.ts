import { join, resolve } from 'node:path';
import { reserveOutput, type OutputFolder } from '../output/folder.ts';
import { CASSETTE_OUTPUT, LEDGER_OUTPUT, REPORT_OUTPUT } from '../output/kinds.ts';
import { MANIFEST } from '../output/manifest.ts';
import { reportFiles } from '../output/report-files.ts';
import { checkFile } from '../output/single-file.ts';
import { cassetteName } from '../cassette/file.ts';
import { blobName } from '../shards/shard-file.ts';
import { ConfigurationError } from '../errors.ts';
import type { SessionPlan } from './plan.ts';

/**
 * Checks every place to which a run will write, creates the folders and proves that they can be written. An earlier file
 * of the same shard is removed: a merge could not distinguish it from this run's.
 * @throws ConfigurationError where a place cannot be written, or holds a file that is not this suite's; nothing is written then
 */
export function prepareOutputs(plan: SessionPlan): void {
  const folders = reserveOutputs(plan);
  for (const folder of folders) folder.prepare();
  const { shard } = plan.options;
  if (shard) folders[0]?.remove(blobName(shard));
}

function reserveOutputs({ options, vendors }: SessionPlan): OutputFolder[] {
  const { reportDir, formats, shard, record, ledger } = options;
  const folders: [dir: string, names: readonly string[], kind: typeof REPORT_OUTPUT][] = [
    [reportDir, shard ? [blobName(shard)] : reportFiles(formats.formats), REPORT_OUTPUT],
  ];
  if (record !== null) folders.push([record, vendors.map(({ vendor }) => cassetteName(vendor.name)), CASSETTE_OUTPUT]);
  if (ledger !== null) {
    checkFile(ledger, LEDGER_OUTPUT);
    const paths = folders.flatMap(([dir, names]) => [...names, MANIFEST].map((name) => resolve(join(dir, name))));
    if (paths.includes(resolve(ledger)))
      throw new ConfigurationError(
        `--ledger names "${ledger}", which the run writes as another of its files: name another file.`,
      );
  }
  return folders.map(([dir, names, kind]) => reserveOutput(dir, names, kind));
}
