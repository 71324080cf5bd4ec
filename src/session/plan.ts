import { checkRecordable } from '../cassette/recordable.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { findJournals } from '../ledger/find-journals.ts';
import { journalFolders } from '../ledger/journal-file.ts';
import { noticeOf } from '../ledger/notice.ts';
import type { Transport } from '../http/types.ts';
import { readLedger } from '../ledger/ledger-file.ts';
import { usedUp } from '../ledger/ledger.ts';
import { isRunLevel } from '../run/preconditions.ts';
import { requirementsOfShard } from '../run/allocation.ts';
import { saidTime } from '../run/run-durations.ts';
import { SANDBOXES } from '../sandbox/registry.ts';
import { readTargets, type Environment, type Selection, type Target } from '../configuration/index.ts';
import { ConfigurationError } from '../errors.ts';
import { quickFigure, readQuick, type QuickSubset } from '../spec-loader/quick.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { KnownFailure } from '../verdict/known-failures.ts';
import type { Requirement } from '../verdict/types.ts';
import { boundary } from './redaction.ts';
import { knownFailuresOf } from './load-known-failures.ts';
import { selects, type RunOptions } from './options.ts';
import { transportTo } from './transport.ts';
import { loadWhole, readCatalogue, specsFolder, type Catalogue } from './vendors.ts';

/** What an invocation judges, by its options and the environment. Sends and writes nothing. */
export interface SessionPlan {
  readonly options: RunOptions;
  readonly environment: Environment;
  /** ISO instant. */
  readonly startedAt: string;
  readonly vendors: readonly PlannedVendor[];
  /** All vendors of the run, also where this shard judges nothing of them. */
  readonly whole: readonly Vendor[];
  /** Lines that state what is judged, and what is left out. */
  readonly notices: readonly Redacted<string>[];
  readonly knownFailures: readonly KnownFailure[];
  /** Of the library: what takes the place of the network and of the report's folder. */
  readonly inProcess?: InProcess;
}

/** What a caller in this process brings along. */
export interface InProcess {
  /** Reaches the target; absent: the network does. */
  readonly transport?: Transport;
}

export interface PlannedVendor {
  readonly vendor: Vendor;
  readonly kind: Selection['kind'];
  /** What the operator configured; null for a sandbox or a cassette, whose target is known once it is opened. */
  readonly target: Target | null;
  /** What is judged, in the order of the file. */
  readonly requirements: readonly Requirement[];
  /** What `--quick` judges of it; absent without that option. */
  readonly quick?: QuickSubset;
}

/**
 * Decides what is judged.
 * @throws ConfigurationError with everything that a configuration can have wrong
 */
export async function planSession(
  given: RunOptions,
  environment: Environment,
  inProcess?: InProcess,
): Promise<SessionPlan> {
  const catalogue = readCatalogue(environment, given.vendors);
  const chosen =
    given.replay === null ? ofTargets(given, environment, catalogue) : await ofCassettes(given, given.replay);
  const { options, kind, targets, notes } = chosen;
  const { startedAt = new Date().toISOString() } = chosen;
  const vendors = await loadWhole([...targets.keys()], options.seed, environment, options.edition);
  const planned = vendors.map((vendor): PlannedVendor => {
    const target = targets.get(vendor.name) ?? null;
    // What keeps a target from being reached is reported before anything is sent.
    if (target) transportTo(target, vendor.profile, environment);
    if (target && options.record !== null) checkRecordable(target);
    const quick = options.quick ? readQuick(specsFolder(environment), vendor) : undefined;
    return {
      vendor,
      kind,
      target: target && withoutUsed(target, options.ledger),
      requirements: selectedRequirements(vendor, options, quick),
      ...(quick ? { quick } : {}),
    };
  });
  if (options.ledger !== null) readLedger(options.ledger);
  const judged = planned.filter(({ requirements }) => requirements.length > 0);
  if (judged.length === 0) throw nothingSelected(options, vendors);
  const own = judged.filter((one) => options.shard === null || executedIn(one, options).length > 0);
  if (own.length === 0) throw nothingShared(options);
  const known = knownFailuresOf(options, environment, startedAt);
  const left = catalogue.incomplete.map(
    (name) => `${name} is skipped: its folder in specs/ lacks some of the four files.`,
  );
  return {
    ...{ options, environment, startedAt },
    vendors: own,
    whole: judged.map(({ vendor }) => vendor),
    notices: [
      ...notes,
      ...left,
      ...known.notices,
      ...earlierUsers(options),
      firstLine(kind, judged, options),
      ...quickLines(judged),
      ...timeLines(options),
    ].map(boundary.text),
    knownFailures: known.entries,
    ...(inProcess ? { inProcess } : {}),
  };
}

/** Users that an earlier run has left: they are only reported. */
function earlierUsers({ ledger }: RunOptions): string[] {
  const notice = noticeOf(findJournals(journalFolders(ledger), Date.now()));
  return notice === undefined ? [] : [notice];
}

/** The requirements that a run judges: all that can be tested and that `--grep` or `--quick` selects. */
export function selectedRequirements(
  { requirements }: Vendor,
  options: Pick<RunOptions, 'grep'>,
  quick?: QuickSubset,
): Requirement[] {
  const isPinned = (id: string): boolean => quick?.requirements.includes(id) ?? true;
  return requirements.filter(({ check, id }) => check !== undefined && selects(options, id) && isPinned(id));
}

function executedIn({ requirements }: PlannedVendor, { shard }: RunOptions): Requirement[] {
  return requirementsOfShard(
    requirements.filter((one) => !isRunLevel(one)),
    shard,
  );
}

interface Chosen {
  readonly options: RunOptions;
  readonly kind: Selection['kind'];
  /** By vendor. */
  readonly targets: ReadonlyMap<string, Target | null>;
  readonly notes: readonly string[];
  readonly startedAt?: string;
}

/** What the environment and the options choose. */
function ofTargets(options: RunOptions, environment: Environment, catalogue: Catalogue): Chosen {
  const selection = selectTargets(options, environment, catalogue);
  if (selection.kind === 'configured') {
    const targets = new Map(selection.targets.map((target) => [target.vendor, target]));
    return { options, kind: selection.kind, targets, notes: [] };
  }
  const leftOut = selection.leftOut.map((name) => `${name} is skipped: it has no embedded sandbox.`);
  const targets = new Map(selection.vendors.map((name) => [name, null]));
  return { options, kind: selection.kind, targets, notes: [...(selection.note ? [selection.note] : []), ...leftOut] };
}

/**
 * What the environment and the options choose to be judged.
 * @throws ConfigurationError with everything that a configuration can have wrong
 */
function selectTargets(
  { vendors, sandbox, allowHazardous }: RunOptions,
  environment: Environment,
  { profiles }: Pick<Catalogue, 'profiles'>,
): Selection {
  const hasSandbox = (vendor: string) => vendor in SANDBOXES;
  return readTargets({ environment, profiles, vendors, sandbox, hasSandbox, allowHazardous });
}

/** What cassettes hold, whatever the environment configures. */
async function ofCassettes(given: RunOptions, dir: string): Promise<Chosen> {
  const { recordedRun } = await import('./cassettes.ts');
  const { options, startedAt, kinds } = recordedRun(given, dir);
  const kind = [...kinds.values()].every((one) => one === 'sandbox') ? 'sandbox' : 'configured';
  const notes = [`Replaying ${dir}, recorded at ${startedAt}: nothing is sent anywhere.`];
  return { options, kind, targets: new Map([...kinds.keys()].map((name) => [name, null])), notes, startedAt };
}

/** Offered users that an earlier run of the ledger has used up are not offered again. */
function withoutUsed(target: Target, ledger: string | null): Target {
  if (ledger === null || !target.userIds) return target;
  const used = usedUp(readLedger(ledger), target.vendor);
  return { ...target, userIds: target.userIds.filter((id) => !used.has(id)) };
}

function firstLine(kind: Selection['kind'], judged: readonly PlannedVendor[], { seed, shard }: RunOptions): string {
  const names = judged.map(({ vendor }) => vendor.name).join(' and ');
  const share = shard ? `, shard ${String(shard.current)} of ${String(shard.total)}` : '';
  return `Judging ${kind === 'sandbox' ? `the embedded sandbox of ${names}` : names}, seed ${String(seed)}${share}.`;
}

/** What a quick run is worth is stated before it starts. */
function quickLines(judged: readonly PlannedVendor[]): string[] {
  return judged.flatMap(({ vendor: { name, requirements: all }, requirements, quick }) => {
    const tested = all.filter(({ check }) => check !== undefined).length;
    const which = `Quick: ${requirements.length} of ${tested} requirements of ${name}`;
    return quick ? [`${which}. Measured: it ${quickFigure(quick)}.`] : [];
  });
}

function timeLines({ times: { waitMs, maxTimeMs, lingerMs } }: RunOptions): string[] {
  return [
    ...(waitMs === null ? [] : [`Waiting up to ${saidTime(waitMs)} for an answer before anything is judged.`]),
    ...(maxTimeMs === null ? [] : [`After ${saidTime(maxTimeMs)} no further requirement is judged.`]),
    ...(lingerMs === null ? [] : [`Deleted users are watched for ${saidTime(lingerMs)} after the last deletion.`]),
  ];
}

function nothingShared({ shard }: RunOptions): ConfigurationError {
  const { current = 0, total = 0 } = shard ?? {};
  return new ConfigurationError(
    `--shard ${String(current)}/${String(total)} has nothing to run: use fewer shards than requirements.`,
  );
}

function nothingSelected({ grep }: RunOptions, chosen: readonly Vendor[]): ConfigurationError {
  const example = chosen[0]?.requirements.find(({ check }) => check)?.id ?? 'a requirement';
  return new ConfigurationError(
    `--grep ${JSON.stringify(grep)} matches no testable requirement of ${chosen.map(({ name }) => name).join(' or ')}: ` +
      `it must match an id such as ${example}.`,
  );
}
