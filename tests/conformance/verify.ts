import { readFileSync } from 'node:fs';
import { print } from '../../reporters/print.ts';
import { publishReport } from '../../reporters/publish.ts';
import { schemaViolation } from '../../reporters/render/schema.ts';
import { derive, type Redacted } from '../../src/evidence/redacted.ts';
import { systemClock } from '../../src/exchange/clock.ts';
import { newRunPrefix, type RunParts } from '../../src/run/context.ts';
import { digestOf, withRun, type LedgerRun } from '../../src/run/ledger.ts';
import { readLedger, writeLedger } from '../../src/run/ledger-file.ts';
import { publicUrl } from '../../src/run/public-url.ts';
import { verify } from '../../src/run/verify.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Results } from '../../src/verdict/results.ts';
import { boundary } from './boundary.ts';
import { targetFor } from './parts.ts';
import { loadWhole } from './vendors.ts';
import { routeTo } from './way.ts';

export interface VerifyOptions {
  readonly ledger: string;
  readonly results: string;
  readonly report: string;
}

/**
 * `verify`: looks at the deletions of an earlier run that were pending, closes them in the ledger, and gives the report
 * of that run anew.
 * @throws Problem where ledger, results and configuration do not belong together
 */
export async function verifyRun({ ledger: path, results: file, report }: VerifyOptions): Promise<Redacted<Results>> {
  const results = readResults(file);
  const ledger = readLedger(path);
  const run = ledger.runs.find(({ runId }) => runId === results.runId);
  checkBelongs(results, run);
  const targets = await partsOf(results);
  const verified = boundary.value(await verify(run, results, targets));
  writeLedger(path, boundary.value(withRun(ledger, verified.run)));
  const told = derive(verified, (one) => one.results);
  await publishReport(report, told);
  const open = verified.run.entries.filter(({ closed }) => closed === null).length;
  const count = (as: string) => verified.run.entries.filter(({ closed }) => closed?.as === as).length;
  const late = count('late') > 0 ? `, ${count('late')} late` : '';
  print(boundary.text(`Ledger: ${count('met')} met, ${count('overdue')} overdue${late}, ${open} still pending.`));
  return told;
}

function checkBelongs(results: Results, run: LedgerRun | undefined): asserts run is LedgerRun {
  if (results.ledger === null)
    throw new Problem('The run of these results kept no ledger: run it with --ledger, then verify.');
  if (!run)
    throw new Problem(
      'The ledger knows nothing of the run of these results: it was lost, or is the ledger of other runs. Name the right one.',
    );
  if (digestOf(run) !== results.ledger.sha256)
    throw new Problem(
      'The ledger was edited since the run wrote it, so it proves nothing: restore the file of the run.',
    );
}

async function partsOf(results: Results): Promise<RunParts[]> {
  const sandbox = results.targets.find(({ kind }) => kind === 'sandbox');
  if (sandbox)
    throw new Problem('The run judged the embedded sandbox, which ended with it: nothing is left to look at.');
  const vendors = await loadWhole(
    results.targets.map(({ vendor }) => vendor),
    results.seed,
  );
  return vendors.map((vendor) => {
    const target = targetFor(vendor, undefined, false);
    const was = results.targets.find((one) => one.vendor === vendor.name)?.baseUrl;
    if (publicUrl(target.baseUrl) !== was)
      throw new Problem(`${vendor.profile.env}_BASE_URL is not that of the run (${was ?? 'unknown'}): set it to that.`);
    const transport = routeTo(target, vendor.profile);
    const { seed } = results;
    const fixed = { clock: systemClock, runPrefix: newRunPrefix(), allowHazardous: false };
    return { vendor, target, transport, seed, boundary, ...fixed };
  });
}

function readResults(file: string): Results {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Problem('The file that --results names cannot be read, or is not JSON: name the results.json of a run.');
  }
  const broken = schemaViolation(value);
  if (broken !== null) throw new Problem(`The file that --results names is no results file of this suite: ${broken}.`);
  return value as Results;
}
