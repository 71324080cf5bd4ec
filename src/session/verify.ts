import { derive, type Redacted } from '../evidence/redacted.ts';
import { systemClock } from '../clock.ts';
import { LEDGER_OUTPUT } from '../output/kinds.ts';
import { checkFile } from '../output/single-file.ts';
import type { RunInput } from '../run/context.ts';
import { newRunSecret } from '../run/run-secret.ts';
import { digestOf, withRun, type LedgerRun } from '../ledger/ledger.ts';
import { readLedger, writeLedger } from '../ledger/ledger-file.ts';
import { publicUrl } from '../http/public-url.ts';
import { verify } from '../ledger/verify-pending.ts';
import { readResults } from '../results/read-results.ts';
import { ConfigurationError } from '../errors.ts';
import type { Results } from '../verdict/results.ts';
import { targetOf, type Environment } from '../configuration/index.ts';
import { boundary } from './redaction.ts';
import { transportTo } from './transport.ts';
import { loadWhole } from './vendors.ts';

export interface VerifyOptions {
  readonly ledger: string;
  readonly results: string;
}

/** What a verification came to. */
export interface VerifiedRun {
  readonly results: Redacted<Results>;
  /** How the ledger stands now, in one sentence. */
  readonly message: Redacted<string>;
}

/**
 * `verify`: looks at the deletions of an earlier run that were pending, closes them in the ledger, and returns the results
 * of that run with what it saw.
 * @throws ConfigurationError where ledger, results and configuration do not belong together
 */
export async function verifyRun(
  { ledger: path, results: file }: VerifyOptions,
  environment: Environment,
): Promise<VerifiedRun> {
  checkFile(path, LEDGER_OUTPUT);
  const results = readResults(file);
  const ledger = readLedger(path);
  const run = ledger.runs.find(({ runId }) => runId === results.runId);
  checkBelongs(results, run);
  const targets = await partsOf(results, environment);
  const verified = boundary.value(await verify(run, results, targets));
  writeLedger(path, boundary.value(withRun(ledger, verified.run)));
  const open = verified.run.entries.filter(({ closed }) => closed === null).length;
  const count = (as: string) => verified.run.entries.filter(({ closed }) => closed?.as === as).length;
  const late = count('late') > 0 ? `, ${count('late')} late` : '';
  const message = `Ledger: ${count('met')} met, ${count('overdue')} overdue${late}, ${open} still pending.`;
  return { results: derive(verified, (one) => one.results), message: boundary.text(message) };
}

function checkBelongs(results: Results, run: LedgerRun | undefined): asserts run is LedgerRun {
  if (results.ledger === null)
    throw new ConfigurationError('The run of these results kept no ledger: run it with --ledger, then verify.');
  if (!run)
    throw new ConfigurationError(
      'The ledger has no entry for the run of these results: it is the ledger of other runs. Give the right one.',
    );
  if (digestOf(run) !== results.ledger.sha256)
    throw new ConfigurationError(
      'The ledger was edited after the run, so it proves nothing: restore the original file.',
    );
}

async function partsOf(results: Results, environment: Environment): Promise<RunInput[]> {
  const sandbox = results.targets.find(({ kind }) => kind === 'sandbox');
  if (sandbox)
    throw new ConfigurationError(
      'The run judged the embedded sandbox, which ended with the run: there is nothing to verify.',
    );
  const vendors = await loadWhole(
    results.targets.map(({ vendor }) => vendor),
    results.seed,
    environment,
  );
  return vendors.map((vendor) => {
    const target = targetOf(vendor.profile, environment, 'configured', vendor.name);
    const was = results.targets.find((one) => one.vendor === vendor.name)?.baseUrl;
    if (publicUrl(target.baseUrl) !== was)
      throw new ConfigurationError(
        `${vendor.profile.env}_BASE_URL is not that of the run (${was ?? 'unknown'}): set it to that.`,
      );
    const transport = transportTo(target, vendor.profile, environment);
    const { seed } = results;
    const fixed = { clock: systemClock, runSecret: newRunSecret(), allowHazardous: false };
    return { vendor, target, transport, seed, boundary, ...fixed };
  });
}
