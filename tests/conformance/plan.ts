import { SANDBOXES } from '../../src/sandbox/index.ts';
import { readEnvironment, readTargets, type Selection } from '../../src/target/index.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import { defaultOrder, selects, type RunOrder } from './order.ts';
import { loadCatalogue } from './vendors.ts';

/** An order, and what it comes to. Crosses processes as JSON; no secrets. */
export interface Plan {
  readonly order: RunOrder;
  /** One project each. */
  readonly judged: readonly { readonly vendor: string; readonly kind: 'configured' | 'sandbox' }[];
  /** Lines that tell what is judged, and what is left out. */
  readonly notices: readonly string[];
  /** Whether `npx playwright test` made it, whose own options may narrow it; the command's child gets none. */
  readonly native: boolean;
  /** Why nothing may be judged. Only of native runs: the command refuses before it starts one. */
  readonly refusal?: string;
}

/** Not a CONFORMANCE_ name: those belong to the operator, and an unknown one is refused. */
export const PLAN_VARIABLE = 'DELETION_CONFORMANCE_RUN';

/**
 * Decides what is judged, from the order and the environment. Sends nothing.
 * @throws Problem with everything that a configuration can have wrong.
 */
export async function makePlan(order: RunOrder): Promise<Plan> {
  const { vendors, incomplete } = await loadCatalogue(order.seed);
  const selection = readTargets({
    environment: readEnvironment(process.cwd()),
    profiles: vendors,
    vendors: order.vendors,
    sandbox: order.sandbox,
    hasSandbox: (vendor) => vendor in SANDBOXES,
    allowHazardous: order.allowHazardous,
  });
  const names = selection.kind === 'sandbox' ? selection.vendors : selection.targets.map(({ vendor }) => vendor);
  const chosen = vendors.filter(({ name }) => names.includes(name));
  const judged = chosen.filter(({ requirements }) => requirements.some((row) => row.check && selects(order, row.id)));
  if (judged.length === 0) throw nothingSelected(order, chosen);
  const left = incomplete.map((name) => `${name} is left out: its folder in specs/ has not all of the four files yet.`);
  return {
    order,
    native: false,
    judged: judged.map(({ name }) => ({ vendor: name, kind: selection.kind })),
    notices: [...noticesOf(selection), ...left, headline(selection.kind, judged, order)],
  };
}

/** The plan of this run, where the command or an earlier process of the run has made it. */
export function publishedPlan(): Plan | undefined {
  const text = process.env[PLAN_VARIABLE];
  return text ? (JSON.parse(text) as Plan) : undefined;
}

/** The plan of a run that `npx playwright test` started, from the environment alone; published to the run's workers. */
export async function nativePlan(): Promise<Plan> {
  const order = defaultOrder();
  const made = await makePlan(order).catch((error: unknown) => {
    if (error instanceof Problem) return { order, judged: [], notices: [], refusal: error.message };
    throw error;
  });
  const plan: Plan = { ...made, native: true };
  process.env[PLAN_VARIABLE] = JSON.stringify(plan);
  return plan;
}

function headline(kind: Selection['kind'], judged: readonly Vendor[], { seed }: RunOrder): string {
  const names = judged.map(({ name }) => name).join(' and ');
  return `Judging ${kind === 'sandbox' ? `the embedded sandbox of ${names}` : names}, seed ${String(seed)}.`;
}

function noticesOf(selection: Selection): string[] {
  if (selection.kind === 'configured') return [];
  const leftOut = selection.leftOut.map((name) => `${name} is left out: it has no embedded sandbox.`);
  return [...(selection.note ? [selection.note] : []), ...leftOut];
}

function nothingSelected({ grep }: RunOrder, chosen: readonly Vendor[]): Problem {
  const example = chosen[0]?.requirements.find(({ check }) => check)?.id ?? 'a requirement';
  return new Problem(
    `--grep ${JSON.stringify(grep)} matches no requirement that can be tested of ${chosen.map(({ name }) => name).join(' or ')}: ` +
      `it must match an id such as ${example}.`,
  );
}
