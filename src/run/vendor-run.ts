import type { Redacted } from '../evidence/redacted.ts';
import type { UserRecord } from '../users/user-record.ts';
import { createPacer, type PacerOptions } from '../http/pacing/pacer.ts';
import type { Pacer, PacingStatus } from '../http/pacing/types.ts';
import type { Requirement } from '../verdict/types.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { sharedBy, createRunContext, type RequirementContext, type RunInput } from './context.ts';
import { allotBadCredentials } from './allocate-bad-credentials.ts';
import { createRunState, type MainRunState } from './run-state.ts';
import type { FinalCheck } from './final-check.ts';
import { judgedVendor, type VendorPart } from './assemble-vendor-results.ts';
import { unanswered, type Preflight } from './preflight.ts';
import { publicUrl } from '../http/public-url.ts';
import type { JudgedVendor } from '../results/assemble.ts';
import { lanesOf } from './lanes.ts';
import { createScenarios } from './shared-scenarios.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { shardOf } from './sharding.ts';
import { isHeldBack, isRunLevel } from './preconditions.ts';
import { leftUsersAreDeleted } from '../checks/run-level/left-users-are-deleted.ts';
import { createStopSignal, type StopSignal } from './abort-signal.ts';
import { LIVE_STEPS, type RunSteps } from './steps.ts';
import { END_MS, NO_TIMES } from './run-durations.ts';
import { waitForTarget } from './wait-for-target.ts';
import type { Shard } from './allocation.ts';

/** Requirements under way together, at most; somebody else's machine is asked with restraint until it is seen to cope. */
export const MOST_UNDER_WAY = 12;
export const FIRST_ELSEWHERE = 2;

/** What judging one vendor takes. */
export interface VendorPlan extends RunInput {
  /** All that the run judges of this vendor, in the order of `requirements.yaml`. */
  readonly requirements: readonly Requirement[];
  /** Default: {@link LIVE_STEPS}. */
  readonly steps?: RunSteps;
  readonly shard?: Shard | null;
  /** Requirements under way together; default: by where the target is, and by what it answers. */
  readonly concurrency?: number;
}

/** What one vendor's part of a run came to. */
export interface VendorEnd {
  readonly part: Redacted<VendorPart>;
  readonly judged: JudgedVendor;
  /** Every user that the run knows, with what became of it last. */
  readonly users: readonly UserRecord[];
  /** Whether the time of the run was over before everything was judged. */
  readonly cutShort: boolean;
}

/** One vendor's part of a run: the preflight, its requirements, the final check. */
export interface VendorRun {
  readonly plan: VendorPlan;
  /**
   * Judges these requirements. Run-level ones are judged from the exchanges of the others, so if only they are asked
   * for, all others are started.
   */
  start(ids: readonly string[]): void;
  /** The result of a requirement; a run-level one waits for the end of the run. */
  result(id: string): Promise<RequirementResult>;
  /** Waits for what was started, then takes the final check. Called again it returns the same. */
  end(): Promise<VendorEnd>;
  /** Sends nothing more; what is under way ends without another request. */
  stop(): void;
  /** How fast it is asked at this moment. */
  status(): PacingStatus;
}

interface Opened {
  readonly context: RequirementContext;
  readonly runState: MainRunState;
  readonly found: Preflight;
  readonly scheduler: Scheduler;
  readonly pacer: Pacer;
}

/** Creates one vendor's part of a run. Nothing is sent before something is started. */
export function createVendorRun(plan: VendorPlan): VendorRun {
  const { vendor, steps = LIVE_STEPS, times = NO_TIMES } = plan;
  const executed = plan.requirements.filter((one) => !isRunLevel(one));
  let opening: Promise<Opened> | undefined;
  let ending: Promise<VendorEnd> | undefined;
  const signal = createStopSignal();
  /** Only for what is judged: the looks and the clean-up come after it. */
  const timeUp = createStopSignal('the time that --max-time gives the run was over');
  let isStarted = false;

  const [transport, clock] = [signal.transport(plan.transport), signal.clock(plan.clock)];
  const pacer = plan.pacer ?? createPacer({ clock, rateByHand: plan.turn !== undefined, concurrency: underWay(plan) });
  const open = (): Promise<Opened> => (opening ??= begin());

  const begin = async (): Promise<Opened> => {
    void endInTime();
    const opened = await openVendor({ ...plan, transport, clock, pacer }, feeding(plan), timeUp);
    if (signal.stopped || timeUp.stopped) opened.scheduler.stop();
    return opened;
  };

  const stopWith = (given: StopSignal): void => {
    given.stop();
    void opening?.then(
      ({ scheduler }) => scheduler.stop(),
      () => undefined,
    );
  };

  const endInTime = async (): Promise<void> => {
    if (times.maxTimeMs === null) return;
    await clock.sleep(times.maxTimeMs);
    if (signal.stopped) return;
    stopWith(timeUp);
    await clock.sleep(END_MS);
    // Nobody is interested any more where the run has ended.
    stopWith(signal);
  };

  const finish = async (): Promise<VendorEnd> => {
    const opened = await open();
    const reports = await opened.scheduler.idle();
    const cutShort = timeUp.stopped;
    // The report of a run that was stopped names the users who are left.
    const last = signal.stopped
      ? null
      : await steps.finalCheck(opened.context, opened.found.preflightResult, opened.runState.users(), (one) =>
          timeUp.clock(one),
        );
    const part = await partOf(opened, vendor, last, reports);
    // What is left stays noted for `cleanup`.
    opened.context.journal.close();
    const judged = judgedVendor(vendor, part, plan.requirements, cutShort ? { unjudged: () => TIME_WAS_UP } : {});
    return { part, judged, users: opened.runState.users(), cutShort };
  };

  return {
    plan,
    start(ids) {
      const asked = new Set(ids);
      const own = executed.filter(({ id }) => asked.has(id)).map(({ id }) => id);
      isStarted = true;
      const isFed = own.length === 0 && plan.requirements.some(({ id }) => asked.has(id));
      const started = isFed ? feeding(plan).map(({ id }) => id) : own;
      if (started.length === 0) return;
      void open().then(
        ({ scheduler }) => scheduler.start(started),
        () => undefined, // The caller that asks for a result gets the error.
      );
    },
    async result(id) {
      const { scheduler } = await open();
      const report = executed.some((one) => one.id === id) ? await scheduler.report(id) : undefined;
      if (report) return report.result;
      // A run-level requirement that is asked for alone needs the others to be judged.
      if (!isStarted) this.start([id]);
      ending ??= finish();
      const result = (await ending).judged.results.find((one) => one.id === id);
      if (result) return result;
      throw new Error(`This run does not judge ${id}.`);
    },
    end: () => (ending ??= finish()),
    stop: () => stopWith(signal),
    status: () => pacer.status(),
  };
}

const TIME_WAS_UP = 'The time that --max-time gives the run was over before this requirement was judged.';

/** What is executed: the selected requirements, or all of the vendor's where only run-level ones are selected. */
function feeding({ requirements, vendor }: VendorPlan): Requirement[] {
  const executed = requirements.filter((one) => !isRunLevel(one));
  if (executed.length > 0 || requirements.length === 0) return executed;
  return vendor.requirements.filter((one) => one.check !== undefined && !isRunLevel(one));
}

/** Looks at the target before any requirement is judged, and sets up what they share. */
async function openVendor(
  plan: VendorPlan & { readonly pacer: Pacer },
  executed: readonly Requirement[],
  timeUp: StopSignal,
): Promise<Opened> {
  const { vendor, target, steps = LIVE_STEPS, times = NO_TIMES, allowHazardous, shard = null, pacer } = plan;
  const heldBack = (one: Requirement) => isHeldBack(one, target, allowHazardous);
  const own = shardOf({ vendor, target, shard, executed, heldBack });
  const runContext = createRunContext({ ...plan, target: own.probedTarget });
  const silence = times.waitMs === null ? undefined : await waitForTarget(timeUp.line(runContext), times.waitMs);
  const found = silence ? unanswered(runContext, silence) : await steps.preflight(runContext);
  const sent = own.requirements.filter((one) => !heldBack(one));
  const runState = createRunState({
    target: own.target,
    requirements: sent,
    preflightResult: found.preflightResult,
    ...sharedBy(runContext),
  });
  allotBadCredentials(runContext, executed, shard ?? undefined);
  await runState.record(found.users);
  // With the ids that the preflight has claimed: what it left behind is cleaned up, too.
  const judgesCleanup = plan.requirements.some(({ check }) => check === leftUsersAreDeleted.name);
  const context: RequirementContext = { ...runContext, target, runState, scenarios: createScenarios(), judgesCleanup };
  const inTime = timeUp.line(context);
  const judge = (one: Requirement) => steps.judge(one, inTime);
  const concurrency = () => pacer.concurrency;
  const lanes = lanesOf(sent);
  const lane = ({ id }: Requirement) => lanes.get(id);
  const scheduler = createScheduler({ requirements: own.requirements, judge, concurrency, lane });
  return { context, runState, found, scheduler, pacer };
}

/** How many requirements may be under way together. */
function underWay({ target, concurrency }: VendorPlan): PacerOptions['concurrency'] {
  if (concurrency !== undefined) return { least: concurrency, first: concurrency, most: concurrency };
  return { least: 1, first: target.loopback ? MOST_UNDER_WAY : FIRST_ELSEWHERE, most: MOST_UNDER_WAY };
}

/** What judging left behind. Redacted: it may cross processes as JSON. */
async function partOf(
  { context, runState, found, pacer }: Opened,
  vendor: Vendor,
  last: FinalCheck | null,
  reports: VendorPart['reports'],
): Promise<Redacted<VendorPart>> {
  const { redactor, target } = context;
  const { kind, baseUrl, settleMs, deadlineMs, maxUsers, configuration, other } = target;
  const declared = { kind, baseUrl: publicUrl(baseUrl), settleMs, deadlineMs, maxUsers, configuration };
  const preflightResult = await runState.preflightResult();
  return redactor.value({
    vendor: vendor.name,
    target: { ...declared, ...(other ? { other: true } : {}) },
    preflightResult: { ...preflightResult, unknownRead: {} },
    preflight: found.findings,
    probes: found.users.map(({ id }) => id),
    reports,
    broken: [],
    last,
    cleanup: last?.cleanup ?? leftBehind(context),
    pacing: pacer.report() ?? null,
  });
}

/** Of a stopped run, which cleans nothing up: the users that it created and did not see deleted. */
function leftBehind({ journal }: RequirementContext): VendorPart['cleanup'] {
  const users = journal.left();
  const left = users.flatMap(({ id }) => id ?? []).sort();
  const said = users.length === 0 ? 'no user is known to be left' : `left behind: ${String(users.length)} users`;
  return { left, message: `Interrupted before the clean-up: ${said}.` };
}
