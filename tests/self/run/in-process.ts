import { fileURLToPath } from 'node:url';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { judgeVendor, type JudgedParts } from './judge-vendor.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { inProcessBaseUrl, inProcessTransport, type Sandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox, type KnotOptions } from '../../../src/sandbox/knot/index.ts';
import { newMastercardCredentials, type MastercardCredentials } from '../../../src/sandbox/mastercard/credentials.ts';
import { createMastercardSandbox, type MastercardOptions } from '../../../src/sandbox/mastercard/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

/** How a run in this process differs from that of the reference implementation. */
export interface Run {
  readonly deletionDelayMs?: number;
  /** Further variables of the target; `undefined` unsets one of the sandbox's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Stands between the run and the sandbox. */
  readonly through?: (inner: Transport, clock: Clock) => Transport;
  readonly options?: Partial<Results['options']>;
  /** Also what the sandbox offers but does not need, such as a certificate to encrypt with. */
  readonly optional?: boolean;
  /** Added to the clock in signatures, in ms. */
  readonly clockOffsetMs?: number;
  /** Only these requirements. */
  readonly select?: JudgedParts['select'];
  readonly steps?: JudgedParts['steps'];
  /** Stops at the first MUST that fails. */
  readonly untilFailure?: JudgedParts['untilFailure'];
  /** `--wait` and `--max-time`; default: neither. */
  readonly times?: JudgedParts['times'];
  /** Where the users that are created are noted; default: in memory. */
  readonly journal?: JudgedParts['journal'];
  /** Where stacks of internal errors go; default: nowhere. */
  readonly debugLog?: JudgedParts['debugLog'];
}

export interface KnotRun extends Run {
  readonly behaviour?: KnotOptions['behaviour'];
}

export interface MastercardRun extends Run {
  readonly behaviour?: MastercardOptions['behaviour'];
  readonly encryptedOnly?: boolean;
  /** PEM of the key that dashboards are encrypted for. */
  readonly clientEncryptionKey?: string;
}

/** Judges a Knot implementation in this process by the whole catalogue. */
export async function judgeKnot({ behaviour, ...run }: KnotRun = {}): Promise<Results> {
  const clock = virtualClock();
  const sandbox = await createKnotSandbox({ clock, ...set({ behaviour, deletionDelayMs: run.deletionDelayMs }) });
  return judgeSandbox(sandbox, clock, run);
}

/** Judges a Mastercard implementation in this process; the requirements of hundreds of users only where they are selected. */
export async function judgeMastercard(given: MastercardRun = {}): Promise<Results> {
  const { behaviour, encryptedOnly, clientEncryptionKey, ...run } = given;
  const clock = virtualClock();
  const options = { behaviour, encryptedOnly, clientEncryptionKey, deletionDelayMs: run.deletionDelayMs };
  const sandbox = await createMastercardSandbox({ clock, credentials: await keysOnce(), ...set(options) });
  return judgeSandbox(sandbox, clock, { select: ({ id }) => !/five-hundred-users|fifty-one-users/.test(id), ...run });
}

/** Verdicts by id. */
export type Verdicts = Readonly<Record<string, RequirementResult['verdict']>>;

/** The verdict of every requirement of a run. */
export function verdictsOf({ requirements }: Results): Verdicts {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}

const quiet = new Map<string, Promise<Verdicts>>();

/** The verdicts of a run whose network does nothing, judged once in this process. */
export function quietVerdicts(vendor: 'knot' | 'mastercard'): Promise<Verdicts> {
  const known = quiet.get(vendor) ?? (vendor === 'knot' ? judgeKnot() : judgeMastercard()).then(verdictsOf);
  quiet.set(vendor, known);
  return known;
}

/** Judges a sandbox of this process that shares its clock with the run. */
export async function judgeSandbox(
  sandbox: Sandbox,
  clock: ReturnType<typeof virtualClock>,
  run: Run,
): Promise<Results> {
  const vendor = await loadOnce(sandbox.vendor);
  const {
    environment,
    through = (inner) => inner,
    options,
    select,
    clockOffsetMs,
    journal,
    debugLog,
    times,
    untilFailure,
    steps,
  } = run;
  const variables: Record<string, string | undefined> = {
    ...sandbox.environment,
    ...sandbox.defaults,
    ...(run.optional ? sandbox.optional?.variables : {}),
    [`${vendor.profile.env}_BASE_URL`]: inProcessBaseUrl(sandbox),
    ...environment,
  };
  const target = readTarget(vendor.profile, set(variables), 'sandbox', vendor.name);
  const transport = through(inProcessTransport(sandbox), clock);
  const further = set({ options, select, clockOffsetMs, journal, debugLog, times, untilFailure, steps });
  return judgeVendor({ vendor, target, transport, clock, seed: 1, ...further });
}

/** The properties that have a value. */
function set<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

const loaded = new Map<string, Promise<Vendor>>();

/** A built-in vendor, read once in this process. */
export function loadOnce(name: string): Promise<Vendor> {
  const known = loaded.get(name) ?? loadOne(SPECS, name, 1);
  loaded.set(name, known);
  return known;
}

let keys: Promise<MastercardCredentials> | undefined;

/** Making keys takes longer than judging with them; a process needs them once. */
export function keysOnce(): Promise<MastercardCredentials> {
  keys ??= newMastercardCredentials();
  return keys;
}

/** Removes the key files that this process has made. */
export async function disposeOfKeys(): Promise<void> {
  await (await keys)?.dispose();
  keys = undefined;
}

/** The result of one requirement, by its slug. */
export function resultOf(results: Results, slug: string): RequirementResult {
  const found = results.requirements.find(({ id }) => id.endsWith(`/${slug}`));
  if (!found) throw new Error(`no requirement ${slug}`);
  return found;
}

/** Ids by verdict, for assertions that tell which ones were unexpected. */
export function withVerdict(results: Results, ...verdicts: RequirementResult['verdict'][]): string[] {
  return results.requirements.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
}
