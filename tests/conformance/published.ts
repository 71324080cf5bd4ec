import type { Area } from '../../src/verdict/types.ts';
import type { RunOrder } from './order.ts';

/** An order, and what it comes to. Crosses processes as JSON; no secrets. */
export interface Plan {
  readonly order: RunOrder;
  /** One project each. */
  readonly judged: readonly PlannedVendor[];
  /** Names of all vendors that the order comes to, also where this shard has no row of them. */
  readonly whole: readonly string[];
  /** Lines that tell what is judged, and what is left out. */
  readonly notices: readonly string[];
  /** Whether `npx playwright test` made it, whose own options may narrow it; the command's child gets none. */
  readonly native: boolean;
  /** Why nothing may be judged. Only of native runs: the command refuses before it starts one. */
  readonly refusal?: string;
}

/** All that a worker knows of a vendor: it declares the tests, the main process judges. */
export interface PlannedVendor {
  readonly vendor: string;
  readonly kind: 'configured' | 'sandbox';
  readonly tests: readonly PlannedTest[];
}

export interface PlannedTest {
  /** Of the requirement. */
  readonly id: string;
  readonly area: Area;
  readonly title: string;
}

// Neither of these is a CONFORMANCE_ name: those belong to the operator, and an unknown one is refused.
const PLAN_VARIABLE = 'DELETION_CONFORMANCE_PLAN';

/** Tells the workers that are started from now on what is judged. */
export function publishPlan(plan: Plan): void {
  process.env[PLAN_VARIABLE] = JSON.stringify(plan);
}

/** The plan of this run; undefined before its main process has made it. */
export function publishedPlan(): Plan | undefined {
  const text = process.env[PLAN_VARIABLE];
  return text ? (JSON.parse(text) as Plan) : undefined;
}

const JUDGE_VARIABLE = 'DELETION_CONFORMANCE_JUDGE';

/** Tells the workers that are started from now on where the main process judges. */
export function publishJudge(url: string): void {
  process.env[JUDGE_VARIABLE] = url;
}

/** @throws Error where the main process has published nothing: a test was started around the global set-up. */
export function judgeUrl(): string {
  const url = process.env[JUDGE_VARIABLE];
  if (url) return url;
  throw new Error(
    'The set-up of the run has not taken place: start it with npm run conformance or npx playwright test.',
  );
}
