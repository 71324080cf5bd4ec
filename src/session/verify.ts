import { existsSync } from 'node:fs';
import type { Redacted } from '../evidence/redacted.ts';
import { systemClock } from '../clock.ts';
import { LEDGER_OUTPUT } from '../output/kinds.ts';
import { checkFile } from '../output/single-file.ts';
import type { RunInput } from '../run/context.ts';
import { newRunSecret } from '../run/run-secret.ts';
import { digestOf, withRun, type LedgerRun } from '../ledger/ledger.ts';
import type { Closing } from '../run/deletion-status.ts';
import { readLedger, writeLedger } from '../ledger/ledger-file.ts';
import { keptSentence, noteDeleted } from '../ledger/kept-users.ts';
import { publicUrl } from '../http/public-url.ts';
import { verify } from '../ledger/verify-pending.ts';
import { readResults } from '../results/read-results.ts';
import { ConfigurationError } from '../errors.ts';
import type { Results } from '../verdict/results.ts';
import { readTarget, type Environment } from '../configuration/index.ts';
import { boundary } from './redaction.ts';
import { transportTo } from './transport.ts';
import { loadWhole } from './vendors.ts';
import { withVerifyCommand } from './verify-hint.ts';

export interface VerifyOptions {
  readonly ledger: string;
  readonly results: string;
  /** Folder of the report that this writes. */
  readonly report: string;
  /** Whether users that were seen gone are looked at again. */
  readonly recheck?: boolean;
}

/** What a verification came to. */
export interface VerifiedRun {
  readonly results: Redacted<Results>;
  /** The state of the ledger now, in one sentence. */
  readonly message: Redacted<string>;
}

/**
 * `verify`: looks at the deletions of an earlier run that were pending, with `recheck` also at those that were met, notes
 * in the ledger what it saw, and returns the results of that run with it.
 * @throws ConfigurationError where ledger, results and configuration do not belong together
 */
export async function verifyRun(
  { ledger: path, results: file, report, recheck = false }: VerifyOptions,
  environment: Environment,
): Promise<VerifiedRun> {
  checkFile(path, LEDGER_OUTPUT);
  const results = readResults(file);
  if (!existsSync(path)) throw new ConfigurationError(`There is no file "${path}", which --ledger names.`);
  const ledger = readLedger(path);
  const run = ledger.runs.find(({ runId }) => runId === results.runId);
  checkBelongs(results, run);
  const targets = await partsOf(results, environment);
  const found = await verify(run, results, targets, { recheck });
  const verified = boundary.value({ run: found.run, results: found.results, looked: found.looked });
  writeLedger(path, boundary.value(withRun(ledger, verified.run)));
  noteDeleted(path, verified.run);
  const message = [ledgerSentence(verified.run, verified.looked, recheck), keptSentence(found)]
    .filter(Boolean)
    .join(' ');
  const { complete, ...rest } = withVerifyCommand(verified.results, { ledger: path, reportDir: report });
  const seen = { at: new Date().toISOString(), looked: verified.looked, message };
  return { results: boundary.value({ ...rest, verified: seen, complete }), message: boundary.text(message) };
}

/** The state of the ledger of the run. */
function ledgerSentence({ entries }: LedgerRun, looked: number, recheck: boolean): string {
  const open = entries.filter(({ closed }) => closed === null).length;
  const count = (as: Closing) => entries.filter(({ closed }) => closed?.as === as).length;
  const further = (['late', 'back'] as const).map((as) => (count(as) > 0 ? `, ${count(as)} ${as}` : '')).join('');
  const stand = `Ledger: ${count('met')} met, ${count('overdue')} overdue${further}, ${open} still pending.`;
  const users = `${looked} deleted ${looked === 1 ? 'user was' : 'users were'} looked at.`;
  const hint = !recheck && count('met') > 0 ? ' --recheck also looks at those that were seen gone.' : '';
  return `${stand} ${users}${hint}`;
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
    const target = readTarget(vendor.profile, environment, 'configured', vendor.name);
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
