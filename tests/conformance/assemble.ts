import type { Remains, Unjudged } from '../../reporters/conformance.ts';
import type { Redacted } from '../../src/evidence/redacted.ts';
import { withErrors } from '../../src/run/merge.ts';
import { judgedVendor } from '../../src/run/part.ts';
import { assemble, type JudgedVendor } from '../../src/run/results.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Results } from '../../src/verdict/results.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { boundary } from './boundary.ts';
import { detection } from './detection.ts';
import { keepLedger } from './keep-ledger.ts';
import { knownFailures } from './known.ts';
import { partOf } from './left.ts';
import { optionsOf } from './order.ts';
import type { Plan } from './published.ts';
import { isExecuted, selectedRows } from './rows.ts';
import { writeShard } from './shard.ts';
import { suite } from './suite.ts';
import { loadJudged } from './vendors.ts';

/** Reads what the results will say of the suite itself, for a moment in which there is nothing else to do. */
export function readAhead(): void {
  suite();
}

/** Makes the results of what the runner and the set-up left behind, in the run's main process; of a shard its blob. */
export async function assembleRun(plan: Plan, remains: Remains): Promise<Redacted<Results> | Unjudged> {
  const { order } = plan;
  if (order.shard) return writeShard(plan, order.shard, remains);
  const judged = (await loadJudged(plan)).filter(({ name }) => remains.vendors.includes(name));
  const results = assemble(await Promise.all(judged.map((vendor) => endOf(vendor, plan, remains))), {
    runId: order.runId,
    suite: suite(),
    detection: detection(),
    startedAt: order.startedAt,
    finishedAt: new Date().toISOString(),
    seed: order.seed,
    selection: selectionOf(plan, judged, remains),
    options: optionsOf(order),
    knownFailures: knownFailures(order).entries,
  });
  const reports = [...remains.judged.values()] as RowReport[];
  const kept = order.ledger === null ? results : keepLedger(order.ledger, results, reports);
  if (order.record !== null) (await import('./cassettes.ts')).keepCassettes(order.record, kept);
  return boundary.value(withErrors(kept, remains.interrupted ? [] : remains.errors));
}

function selectionOf({ order, native }: Plan, judged: readonly Vendor[], remains: Remains): string | null {
  if (order.grep !== null) return order.grep;
  if (!native || judged.every((vendor) => isWhole(selectedRows(vendor, order), remains))) return null;
  return remains.planned.join(' ');
}

async function endOf(vendor: Vendor, plan: Plan, remains: Remains): Promise<JudgedVendor> {
  return judgedVendor(vendor, await partOf(vendor.name, remains), requiredRows(vendor, plan, remains));
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
