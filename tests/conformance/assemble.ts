import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Remains } from '../../reporters/conformance.ts';
import { assemble, brokenRow, interruptedRow, type JudgedVendor } from '../../src/run/results.ts';
import { settleRows } from '../../src/run/settle.ts';
import { isSettled } from '../../src/run/special.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { mailbox, type VendorEnd } from './mailbox.ts';
import type { Plan } from './published.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { loadJudged } from './vendors.ts';

const ROOT = new URL('../../', import.meta.url);

/** Makes the results of what the runner and the set-up left behind, in the run's main process. */
export async function assembleRun(plan: Plan, remains: Remains): Promise<Results> {
  const { order } = plan;
  const { strict, acceptUnprovenErasure, allowHazardous, partial } = order;
  const judged = (await loadJudged(plan)).filter(({ name }) => remains.vendors.includes(name));
  const results = assemble(await Promise.all(judged.map((vendor) => endOf(vendor, plan, remains))), {
    runId: order.runId,
    suite: suite(),
    startedAt: order.startedAt,
    finishedAt: new Date().toISOString(),
    seed: order.seed,
    selection: selectionOf(plan, judged, remains),
    options: { strict, acceptUnprovenErasure, allowHazardous, partial },
  });
  return withErrors(results, remains);
}

/** What went wrong outside of every test belongs to no row, and is no less an error of the suite. */
function withErrors(results: Results, { errors, interrupted }: Remains): Results {
  if (errors.length === 0 || interrupted) return results;
  return { ...results, outcome: 'invalid', headline: `Invalid: the suite itself failed: ${errors.join(' ')}` };
}

function selectionOf({ order, native }: Plan, judged: readonly Vendor[], remains: Remains): string | null {
  if (order.grep !== null) return order.grep;
  if (!native || judged.every((vendor) => isWhole(selectedRows(vendor, order), remains))) return null;
  return remains.planned.join(' ');
}

async function endOf(vendor: Vendor, plan: Plan, remains: Remains): Promise<JudgedVendor> {
  const entry = mailbox.get(vendor.name);
  if (!entry) throw new Error(`The set-up of ${vendor.name} left nothing behind.`);
  const { context, desk, findings, last } = entry;
  const rows = requiredRows(vendor, plan, remains);
  const executed = rows.filter(isExecuted).map((row) => resultOf(row, remains));
  const settled = rows.filter(isSettled);
  const reports = rows.flatMap(({ id }) => (remains.judged.get(id) as RowReport | undefined) ?? []);
  const contract = [...findings, ...reports.flatMap((report) => report.contract), ...(last?.findings ?? [])];
  const lastLook = last?.seen ?? [];
  const cleanup = last?.cleanup ?? leftBehind(entry);
  const standing = await desk.standing();
  const settlement = { standing, findings: contract, lastLook, deletion: vendor.profile.deletion, results: executed };
  // An interrupted run has not seen enough to settle anything.
  const cut = remains.interrupted || !last;
  return {
    vendor,
    target: context.target,
    end: { vendor: vendor.name, standing, contract, lastLook, cleanup },
    required: rows.map(({ id }) => id),
    results: [...executed, ...(cut ? settled.map((row) => interruptedRow(row)) : settleRows(settled, settlement))],
  };
}

/**
 * All that the order asks for: what did not become a test, or never ended, is missing and keeps the run from being
 * complete. Only the runner's own options (`--grep`, a file) may narrow a native run; the rows that are settled from
 * all exchanges are then left out, for some of those are missing.
 */
function requiredRows(vendor: Vendor, { order, native }: Plan, remains: Remains): Requirement[] {
  const asked = selectedRows(vendor, order);
  const narrowed = native && remains.errors.length === 0 && !isWhole(asked, remains);
  return narrowed ? asked.filter(({ id }) => remains.planned.includes(id)) : asked;
}

function isWhole(asked: readonly Requirement[], { planned }: Remains): boolean {
  return asked.filter(isExecuted).every(({ id }) => planned.includes(id));
}

/** A test that ended without a judgement is the suite's own failure; one that never ended was interrupted. */
function resultOf(row: Requirement, { judged, broken, interrupted }: Remains): RequirementResult {
  const report = judged.get(row.id);
  if (report) return report.result;
  const message = broken.get(row.id);
  return message === undefined || interrupted
    ? interruptedRow(row)
    : brokenRow(row, `The suite itself failed: ${message}`);
}

/** Of an interrupted run, which cleans nothing up: whom it created and did not see deleted. */
function leftBehind({ desk, context }: VendorEnd): JudgedVendor['end']['cleanup'] {
  const alive = desk.users().filter(({ offered, deletedAt }) => !offered && deletedAt === null);
  const left = alive.map(({ id }) => context.redactor.text(id)).sort();
  const whom = left.length === 0 ? 'nobody is known to be left' : `left behind: ${String(left.length)} users`;
  return { left, message: `Interrupted before the clean-up: ${whom}.` };
}

/** Name and version of this suite, as its package states them, and the commit where it is a checkout. */
function suite(): Results['suite'] {
  const text = readFileSync(new URL('package.json', ROOT), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version, commit: commit() };
}

function commit(): string | null {
  try {
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
    return head.toString().trim();
  } catch {
    return null; // No git, or no checkout.
  }
}
