import { knownFailureOf, type KnownFailure } from '../verdict/known-failures.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import { assemble } from '../results/assemble.ts';
import { createVendorRun, type VendorEnd, type VendorPlan, type VendorRun } from './vendor-run.ts';

/** What a run judges, and all that its results state about it. */
export interface RunPlan {
  readonly runId: string;
  /** ISO instant. */
  readonly startedAt: string;
  readonly seed: number;
  /** How the requirements were selected; null: all of them. */
  readonly selection: string | null;
  /** What the requirements of `--quick` were measured to catch; absent without it. */
  readonly quick?: Results['quick'];
  readonly options: Results['options'];
  readonly suite: Results['suite'];
  /** What the suite was measured to catch, in one sentence. */
  readonly detection?: string | null;
  readonly knownFailures?: readonly KnownFailure[];
  readonly vendors: readonly VendorPlan[];
  /** Instant at which the run has finished, in ms since the epoch. */
  readonly now: () => number;
  /** Called with each result once it is there. */
  readonly onResult?: (result: RequirementResult) => void;
}

/** A run: what it judges, and its results as they come. The same object for every front end. */
export interface Run {
  readonly plan: RunPlan;
  /** Every requirement that is judged, run-level ones included, in the order of the vendors and of their files. */
  readonly requirements: readonly Requirement[];
  /** Starts judging; default: all requirements. */
  start(ids?: readonly string[]): void;
  /**
   * The result of one requirement, starting it if necessary; a run-level one comes after the final check.
   * @throws Error for a requirement that the run does not judge
   */
  result(id: string): Promise<RequirementResult>;
  /** Waits for what was started, takes the final check, cleans up. */
  end(): Promise<readonly VendorEnd[]>;
  /** The results of the run, once it has ended. */
  finish(): Promise<Results>;
  /** Sends nothing more: what is under way ends without another request, what was not started is `interrupted`. */
  stop(): void;
  readonly stopped: boolean;
  /** The state of the run at this moment. */
  status(): RunStatus;
}

/** What somebody who waits for a run wants to know. */
export interface RunStatus {
  /** Requests sent so far. */
  readonly requests: number;
  /** The pace that a target's limits allow, in requests a second; null: none is kept. */
  readonly perSecond: number | null;
  /** Until when nothing is sent, in ms since the epoch; null: something is. */
  readonly pausedUntil: number | null;
}

/** Opens a run; nothing is sent before something is started or asked for. */
export function openRun(plan: RunPlan): Run {
  const runs = new Map<string, VendorRun>(plan.vendors.map((one) => [one.vendor.name, createVendorRun(one)]));
  const requirements = plan.vendors.flatMap((one) => one.requirements);
  const reported = new Set<string>();
  let stopped = false;

  const runOf = (id: string): VendorRun => {
    const run = runs.get(id.slice(0, id.indexOf('/')));
    if (run) return run;
    throw new Error(`This run does not judge ${id}.`);
  };

  const result = async (id: string): Promise<RequirementResult> => {
    const judged = marked(await runOf(id).result(id), plan);
    if (!reported.has(id)) plan.onResult?.(judged);
    reported.add(id);
    return judged;
  };

  const end = (): Promise<readonly VendorEnd[]> => Promise.all([...runs.values()].map((run) => run.end()));

  return {
    plan,
    requirements,
    start(ids = requirements.map(({ id }) => id)) {
      for (const run of runs.values()) run.start(ids);
      // Reported as they come; a failure is reported by `end` or by who asks for the result.
      if (plan.onResult) for (const id of ids) result(id).catch(() => undefined);
    },
    result,
    end,
    async finish() {
      const ends = await end();
      return assemble(
        ends.map(({ judged }) => judged),
        {
          ...{ ...plan, finishedAt: new Date(plan.now()).toISOString() },
          cutShort: ends.some((one) => one.cutShort),
        },
      );
    },
    stop() {
      stopped = true;
      for (const run of runs.values()) run.stop();
    },
    get stopped() {
      return stopped;
    },
    status() {
      const all = [...runs.values()].map((run) => run.status());
      const paces = all.flatMap(({ perSecond }) => perSecond ?? []);
      const pauses = all.map(({ pausedUntil }) => pausedUntil ?? 0);
      const ends = Math.min(...pauses);
      return {
        requests: all.reduce((sum, { requests }) => sum + requests, 0),
        perSecond: paces.length === all.length ? paces.reduce((sum, one) => sum + one, 0) : null,
        pausedUntil: ends > 0 && Number.isFinite(ends) ? ends : null,
      };
    },
  };
}

/** A result, which states this where the requirement fails as it is known to. */
function marked(result: RequirementResult, { knownFailures = [], startedAt }: RunPlan): RequirementResult {
  const knownFailure = knownFailureOf(result, knownFailures, startedAt);
  return knownFailure ? { ...result, knownFailure } : result;
}
