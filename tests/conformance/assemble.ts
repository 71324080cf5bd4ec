import type { Remains } from '../../reporters/conformance.ts';
import { assemble, interruptedRow, type JudgedVendor } from '../../src/run/results.ts';
import { troubledResult } from '../../src/run/row-result.ts';
import { settleRows } from '../../src/run/settle.ts';
import { isSettled } from '../../src/run/special.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { mailbox } from './mailbox.ts';
import type { Plan } from './plan.ts';
import { readSuite } from './suite.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { readRun } from './worker.ts';

/** Makes the results of what the runner and the set-up left behind, in the run's main process. */
export async function assembleRun(plan: Plan, remains: Remains): Promise<Results> {
  const { order } = plan;
  const { strict, acceptUnprovenErasure, allowHazardous, partial } = order;
  const { vendors } = await readRun();
  const judged = vendors.filter(({ name }) => remains.vendors.includes(name));
  const selection = selectionOf(plan, judged, remains)?.selection ?? null;
  const results = assemble(
    judged.map((vendor) => endOf(vendor, plan, remains)),
    {
      runId: order.runId,
      suite: readSuite(),
      startedAt: order.startedAt,
      finishedAt: new Date().toISOString(),
      seed: order.seed,
      selection,
      options: { strict, acceptUnprovenErasure, allowHazardous, partial },
    },
  );
  return withErrors(results, remains);
}

/** What went wrong outside of every test belongs to no row, and is no less an error of the suite. */
function withErrors(results: Results, { errors, interrupted }: Remains): Results {
  if (errors.length === 0 || interrupted) return results;
  return { ...results, outcome: 'invalid', headline: `Invalid: the suite itself failed: ${errors.join(' ')}` };
}

function selectionOf({ order, native }: Plan, judged: readonly Vendor[], remains: Remains): Results['partial'] {
  if (order.grep !== null) return { selection: order.grep };
  if (!native || judged.every((vendor) => isWhole(selectedRows(vendor, order), remains))) return null;
  return { selection: remains.planned.join(' ') };
}

function endOf(vendor: Vendor, plan: Plan, remains: Remains): JudgedVendor {
  const entry = mailbox.get(vendor.name);
  if (!entry) throw new Error(`The set-up of ${vendor.name} left nothing behind.`);
  const { surroundings, end, findings } = entry;
  const rows = requiredRows(vendor, plan, remains);
  const results = rows.filter(isExecuted).flatMap((row) => resultOf(row, remains));
  const standing = end?.standing ?? entry.standing;
  const reports = rows.flatMap(({ id }) => (remains.judged.get(id) as RowReport | undefined) ?? []);
  const settled = settleRows(rows.filter(isSettled), {
    findings: [...findings, ...reports.flatMap(({ contract }) => contract), ...(end?.contract ?? [])],
    lastLook: end?.lastLook ?? [],
    deletion: vendor.profile.deletion,
    results,
  });
  // An interrupted run has not seen enough to settle anything.
  const known = [...results, ...(remains.interrupted || !end ? [] : settled)];
  const missing = rows.filter(({ id }) => !known.some((one) => one.id === id)).map((row) => interruptedRow(row));
  return {
    vendor,
    target: surroundings.target,
    end: end ?? {
      vendor: vendor.name,
      standing,
      contract: [],
      lastLook: [],
      cleanup: { left: [], message: 'not cleaned up: the run ended before' },
    },
    results: [...known, ...missing],
    required: rows.map(({ id }) => id),
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

/** A test that ended without a judgement is the suite's own failure; one that never ended has no result. */
function resultOf(row: Requirement, { judged, broken, interrupted }: Remains): RequirementResult[] {
  const report = judged.get(row.id);
  if (report) return [report.result];
  const message = broken.get(row.id);
  if (message === undefined || interrupted) return [];
  return [troubledResult(row, { verdict: 'error', reason: 'suite', message: `The suite itself failed: ${message}` })];
}
