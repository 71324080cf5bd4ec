import { join, resolve } from 'node:path';
import { REPORT_FILES } from '../../reporters/files.ts';
import { reserveOutput, type OutputFolder } from '../../src/output/folder.ts';
import { CASSETTE_OUTPUT, REPORT_OUTPUT } from '../../src/output/kinds.ts';
import { MANIFEST } from '../../src/output/manifest.ts';
import { cassetteName } from '../../src/run/cassette/file.ts';
import { blobName } from '../../src/run/shard.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Plan } from './published.ts';

/**
 * Checks every place to which a run will write. Writes nothing: the configuration may still be refused.
 * @throws Problem where a place cannot be written, or holds a file that is not this suite's
 */
export function reserveOutputs({ order, judged }: Plan): OutputFolder[] {
  const { reportDir, shard, record, ledger } = order;
  const folders: [dir: string, names: readonly string[], kind: typeof REPORT_OUTPUT][] = [
    [reportDir, shard ? [blobName(shard)] : REPORT_FILES, REPORT_OUTPUT],
  ];
  if (record !== null) folders.push([record, judged.map(({ vendor }) => cassetteName(vendor)), CASSETTE_OUTPUT]);
  if (ledger !== null) {
    const paths = folders.flatMap(([dir, names]) => [...names, MANIFEST].map((name) => resolve(join(dir, name))));
    if (paths.includes(resolve(ledger)))
      throw new Problem(`--ledger names "${ledger}", which the run writes as another of its files: name another file.`);
  }
  return folders.map(([dir, names, kind]) => reserveOutput(dir, names, kind));
}

/**
 * Creates the folders of a run whose configuration is accepted, and proves that they can be written. An earlier file of
 * the same shard goes: a merge could not tell it from this run's.
 * @throws Problem as `reserveOutputs`
 */
export function prepareOutputs(plan: Plan): void {
  const folders = reserveOutputs(plan);
  for (const folder of folders) folder.prepare();
  const { shard } = plan.order;
  if (shard) folders[0]?.remove(blobName(shard));
}
