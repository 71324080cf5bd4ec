import { randomUUID } from 'node:crypto';
import type { Redacted } from '../evidence/redacted.ts';
import { withErrors } from '../shards/merge.ts';
import { systemClock } from '../clock.ts';
import type { Recorder } from '../cassette/record.ts';
import { journalsOf } from '../ledger/journal-file.ts';
import type { OpenJournal, RunInput } from '../run/context.ts';
import { newRunSecret } from '../run/run-secret.ts';
import { openRun, type Run, type RunPlan } from '../run/run.ts';
import type { VendorPlan } from '../run/vendor-run.ts';
import { SANDBOXES } from '../sandbox/registry.ts';
import { readTarget, type Environment, type Target } from '../configuration/index.ts';
import type { Transport } from '../http/types.ts';
import { createUserJournal } from '../users/user-journal.ts';
import { quickFigure } from '../spec-loader/quick.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { boundary } from './redaction.ts';
import { debugLog } from './debug.ts';
import { keepLedger, keepsBystanders } from './keep-ledger.ts';
import { withCircumstances } from './label.ts';
import { judgingOptions } from './options.ts';
import { prepareOutputs } from './prepare-outputs.ts';
import type { PlannedVendor, SessionPlan } from './plan.ts';
import { detectionSentence, suiteInfo } from './suite-info.ts';
import { withVerifyCommand } from './verify-hint.ts';
import { writeShard, type ShardEnd } from './write-shard.ts';
import { sharedLimits, transportTo, type SharedLimits } from './transport.ts';

type CleanUp = () => Promise<void> | void;

/** All vendors of one invocation, and the servers that it started. */
export interface Session {
  readonly plan: SessionPlan;
  /** Opens a run of the plan. Each has users and an id of its own: nothing is judged twice by one answer. */
  open(given?: OpenOptions): Run;
  /**
   * Writes what a run exchanged, where `--record` asks for it.
   * @throws ConfigurationError where there is nothing that a replay could repeat
   */
  keepCassettes(run: Run, results: Results): Promise<void>;
  /** Ends what the session started. May be called twice. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Ids of the requirements to judge; default: all of the plan. */
  readonly ids?: readonly string[];
  readonly onResult?: (result: RequirementResult) => void;
}

/**
 * Starts what a planned session needs: the folders of its output, the embedded sandboxes, or a closed network for a replay.
 * @throws ConfigurationError where an output is refused, Error where a sandbox does not start; nothing is left behind then
 */
export async function openSession(plan: SessionPlan): Promise<Session> {
  // The library returns its results and writes nothing.
  if (!plan.inProcess) prepareOutputs(plan);
  const cleanUps: CleanUp[] = [];
  const close = async () => {
    for (const step of cleanUps.splice(0).reverse()) await step();
  };
  const targets = new Map<string, Target>();
  try {
    if (plan.options.replay !== null) cleanUps.push(await closedNetwork());
    for (const planned of plan.vendors) {
      const { vendor, target } = planned;
      if (target) targets.set(vendor.name, target);
      else if (plan.options.replay === null)
        targets.set(vendor.name, await startSandbox(vendor, plan.environment, cleanUps));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const cassettes = await cassettesOf(plan);
  let isFirst = true;
  return {
    plan,
    open({ ids, onResult } = {}) {
      const startedAt = isFirst ? plan.startedAt : new Date().toISOString();
      isFirst = false;
      const reporting = onResult ? { onResult } : {};
      return cassettes.open({ ...runPlan(plan, targets, cassettes, startedAt, ids), ...reporting });
    },
    keepCassettes: async (run, results) => cassettes.keep(run, results),
    close,
  };
}

/** What a run came to: its results, or the file of a shard. */
export type Finished = { readonly results: Redacted<Results> } | { readonly shard: ShardEnd };

/**
 * Waits for a run, then writes what is kept besides the report: the shard's file, the ledger, the cassettes.
 * @param errors what went wrong outside of every requirement
 * @throws ConfigurationError where one of them cannot be written
 */
export async function finishRun(session: Session, run: Run, errors: readonly string[] = []): Promise<Finished> {
  const { options } = session.plan;
  const ends = await run.end();
  if (options.shard) return { shard: writeShard(session.plan, options.shard, run, ends, errors) };
  const results = await run.finish();
  const { ledger, reportDir } = options;
  const kept = ledger === null ? results : withVerifyCommand(keepLedger(ledger, results, ends), { ledger, reportDir });
  await session.keepCassettes(run, kept);
  const judged = withCircumstances(kept, options.label);
  return { results: boundary.value(withErrors(judged, run.stopped ? [] : errors)) };
}

function runPlan(
  { options, vendors, environment, knownFailures, inProcess }: SessionPlan,
  targets: ReadonlyMap<string, Target>,
  cassettes: Cassettes,
  startedAt: string,
  ids: readonly string[] | undefined,
): RunPlan {
  const selected = ids && new Set(ids);
  const runId = randomUUID();
  const transport = inProcess?.transport;
  // The users of a handler in this process end with it.
  const journal = transport ? () => createUserJournal() : journalsOf({ runId, startedAt, ledger: options.ledger });
  const shared = { ...sharedLimits(options.limits), runSecret: newRunSecret(), environment, journal, transport };
  const planned = vendors.flatMap((one) => {
    const requirements = one.requirements.filter(({ id }) => selected?.has(id) ?? true);
    return requirements.length > 0 ? { ...one, requirements } : [];
  });
  // A vendor left out as a whole (`--project`) leaves no hole in what is judged of the others.
  const isWhole = planned.every(({ vendor, requirements }) =>
    vendors.some((one) => one.vendor === vendor && one.requirements.length === requirements.length),
  );
  // Of a part of the subset its figure shows nothing.
  const quick = isWhole ? vendors.flatMap(quickOf) : [];
  return {
    runId,
    startedAt,
    seed: options.seed,
    selection: options.grep ?? (quick.length > 0 ? 'quick' : isWhole ? null : (ids ?? []).join(' ')),
    ...(quick.length > 0 ? { quick } : {}),
    options: judgingOptions(options),
    suite: suiteInfo(),
    detection: detectionSentence(),
    knownFailures,
    now: () => Date.now(),
    vendors: planned.map(
      (one) => cassettes.replayed(one) ?? vendorPlan(one, options, targets.get(one.vendor.name), shared),
    ),
  };
}

function quickOf({ vendor, quick }: PlannedVendor): NonNullable<Results['quick']> {
  return quick ? [{ vendor: vendor.name, figure: quickFigure(quick) }] : [];
}

interface Shared extends SharedLimits {
  readonly runSecret: string;
  readonly environment: Environment;
  readonly journal: OpenJournal;
  /** Default: over the network. */
  readonly transport: Transport | undefined;
}

function vendorPlan(
  { vendor, requirements }: PlannedVendor,
  options: SessionPlan['options'],
  target: Target | undefined,
  { runSecret, budget, turn, environment, journal, transport }: Shared,
): VendorPlan {
  if (!target) throw new Error(`There is no target of ${vendor.name}.`);
  const { seed, allowHazardous, limits, times, shard } = options;
  const parts: RunInput = {
    vendor,
    target,
    transport: budget(transport ?? transportTo(target, vendor.profile, environment)),
    clock: systemClock,
    seed,
    runSecret,
    allowHazardous,
    clockOffsetMs: limits.clockOffsetMs,
    journal,
    keepsBystanders: keepsBystanders(options, target, requirements),
    boundary,
    debugLog: debugLog(options.reportDir),
    ...(turn ? { turn } : {}),
  };
  const { concurrency } = limits;
  return { ...parts, requirements, times, shard, ...(concurrency === null ? {} : { concurrency }) };
}

/** How a run is recorded or replayed; most runs are neither, and load nothing for it. */
interface Cassettes {
  /** The part of a replay; undefined where the target is asked. */
  readonly replayed: (planned: PlannedVendor) => VendorPlan | undefined;
  readonly open: (plan: RunPlan) => Run;
  readonly keep: (run: Run, results: Results) => void;
}

async function cassettesOf({ options }: SessionPlan): Promise<Cassettes> {
  const { record, replay } = options;
  if (record === null && replay === null) return { replayed: () => undefined, open: openRun, keep: () => undefined };
  const { keepCassettes, recordedPlan, replayedPlan } = await import('./cassettes.ts');
  if (replay !== null)
    return { replayed: (one) => replayedPlan(one, replay, options), open: openRun, keep: () => undefined };
  const recorders = new WeakMap<Run, Map<string, Recorder>>();
  return {
    replayed: () => undefined,
    open(plan) {
      const recorded = plan.vendors.map((one) => recordedPlan(one, plan.selection));
      const run = openRun({ ...plan, vendors: recorded.map((one) => one.plan) });
      recorders.set(run, new Map(recorded.map(({ plan: { vendor }, recorder }) => [vendor.name, recorder])));
      return run;
    },
    keep: (run, results) => keepCassettes(record ?? '', recorders.get(run) ?? new Map<string, Recorder>(), results),
  };
}

/** Closes the network for a replay; returns what opens it again. */
async function closedNetwork(): Promise<CleanUp> {
  const { blockNetwork } = await import('../cassette/block-network.ts');
  return blockNetwork();
}

/** A sandbox is judged by its own variables, whatever the environment states about that vendor. */
async function startSandbox(vendor: Vendor, environment: Environment, cleanUps: CleanUp[]): Promise<Target> {
  const { name, profile } = vendor;
  const create = SANDBOXES[name];
  if (!create) throw new Error(`There is no sandbox of ${name}.`);
  const { serveSandbox } = await import('../sandbox/serve.ts');
  const sandbox = await create({ clock: systemClock });
  cleanUps.push(() => sandbox.dispose());
  const served = await serveSandbox(sandbox, { port: 0 });
  cleanUps.push(() => served.close());
  const general = Object.entries(environment).filter(([variable]) => variable.startsWith('CONFORMANCE_'));
  const own = { ...sandbox.environment, ...sandbox.defaults, [`${profile.env}_BASE_URL`]: served.baseUrl };
  return readTarget(profile, { ...Object.fromEntries(general), ...own }, 'sandbox', name);
}
