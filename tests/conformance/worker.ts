import { createContext, type RunContext } from '../../src/run/context.ts';
import { remoteDesk } from '../../src/run/desk-remote.ts';
import { runRow } from '../../src/run/run-row.ts';
import type { RowReport } from '../../src/run/types.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Requirement } from '../../src/verdict/types.ts';
import { publishedPlan, type Plan } from './plan.ts';
import { readShared, runParts } from './shared.ts';
import { loadCatalogue } from './vendors.ts';

/** The plan of this run and the vendors that it judges: what the tests are made of. */
export async function readRun(): Promise<{ plan: Plan; vendors: readonly Vendor[] }> {
  const plan = publishedPlan();
  if (!plan)
    throw new Error('These tests belong to playwright.config.ts at the root of the repository: start them with it.');
  return { plan, vendors: await loadJudged(plan) };
}

let judged: Promise<readonly Vendor[]> | undefined;

/** Once per process: every spec file asks. */
function loadJudged({ order, judged: planned }: Plan): Promise<readonly Vendor[]> {
  const names = planned.map(({ vendor }) => vendor);
  judged ??= loadCatalogue(order.seed, names).then(({ vendors }) => vendors);
  return judged;
}

const contexts = new Map<Vendor, RunContext>();

/** Judges one requirement in this worker. What all workers share is asked of the main process. */
export function judgeHere(row: Requirement, vendor: Vendor, plan: Plan): Promise<RowReport> {
  return runRow(row, contextOf(vendor, plan));
}

function contextOf(vendor: Vendor, plan: Plan): RunContext {
  const known = contexts.get(vendor);
  if (known) return known;
  const shared = readShared();
  const context = createContext(runParts(plan, vendor, shared), remoteDesk(shared.desks, vendor.name));
  contexts.set(vendor, context);
  return context;
}
