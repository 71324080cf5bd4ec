import { randomUUID } from 'node:crypto';
import { schemeOf, type Credentials } from '../auth/schemes.ts';
import { createBoundary, type Boundary } from '../evidence/boundary.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { virtualClock } from '../clock.ts';
import type { Role, Transport, WireRequest } from '../http/types.ts';
import { inProcessTransport } from '../sandbox/transport.ts';
import type { Sandbox } from '../sandbox/types.ts';
import { requestUrl } from '../configuration/base-url.ts';
import { secretsOf } from '../configuration/secrets.ts';
import { readTarget } from '../configuration/read-target.ts';
import type { Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { newRunSecret } from './run-secret.ts';
import { isHeldBack } from './preconditions.ts';
import { LIVE_STEPS, type RunSteps } from './steps.ts';
import { NO_TIMES } from './run-durations.ts';
import { contractStandIn, type ContractStandIn } from './stand-in/index.ts';
import { createVendorRun } from './vendor-run.ts';

/** A request that a run would send. */
export interface Intended {
  /** The requirement that sends it, or the part of the run around them all. */
  readonly by: string;
  /** Why it is sent. */
  readonly role: Role;
  readonly method: string;
  /** At the configured target. */
  readonly url: string;
  /** Redacted; empty where there is none. */
  readonly body: string;
}

/** What a run would do at a target that answers as the vendor's documents state. */
export interface DryRun {
  readonly requests: readonly Intended[];
  /** Ids of users that it would create and, of those and the offered ones, that it would delete. */
  readonly users: { readonly created: number; readonly offered: number; readonly deleted: number };
  /** Requirements that it would hold back as hazardous. */
  readonly heldBack: number;
}

export interface DryRunParts {
  readonly vendor: Vendor;
  readonly target: Target;
  /** Replaces the target; absent: what the contract states does. Nothing else is asked. */
  readonly makeSandbox?: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>;
  readonly seed: number;
  readonly allowHazardous: boolean;
  readonly requirements: readonly Requirement[];
  readonly boundary?: Boundary;
  /** `--linger` takes further looks; the other times change nothing here. */
  readonly lingerMs?: number | null;
}

/** Runs the requirements against the stand-in in this process, in their order, and keeps what would be sent to the target. */
export async function dryRun(given: DryRunParts): Promise<Redacted<DryRun>> {
  const { vendor, target, makeSandbox, boundary = createBoundary(), ...parts } = given;
  // What replaces the target has credentials of its own, and is asked under the target's own URL.
  boundary.add({ secrets: secretsOf(target), contractTexts: vendor.texts, keepHeaders: [] });
  const clock = virtualClock();
  const sandbox = await makeSandbox?.(clock);
  try {
    const { allowHazardous, seed, requirements: rows, lingerMs = null } = parts;
    const standIn = standInFor(target, sandbox, vendor);
    const { adopt, transport: inner } = sandbox ? inProcess(sandbox) : contractStandIn(vendor, '');
    adopt(target.userIds ?? []);
    const requests: Intended[] = [];
    const runSecret = newRunSecret();
    // One at a time, so that each request belongs to one step.
    let by = 'before all';
    const transport: Transport = (request, limits) => {
      const body = boundary.text(request.body?.toString('utf8') ?? '');
      requests.push({ by, role: limits.role ?? 'setup', ...intended(request, standIn, target), body });
      return inner(request, limits);
    };
    const steps: RunSteps = {
      preflight: LIVE_STEPS.preflight,
      judge: (requirement, context) => ((by = requirement.id), LIVE_STEPS.judge(requirement, context)),
      finalCheck: (...all) => ((by = 'after all'), LIVE_STEPS.finalCheck(...all)),
    };
    const requirements = rows.filter((requirement) => !isHeldBack(requirement, target, allowHazardous));
    const run = createVendorRun({
      ...{ vendor, target: standIn, transport, clock, seed, runSecret, allowHazardous },
      ...{ requirements, steps, boundary, concurrency: 1, times: { ...NO_TIMES, lingerMs } },
    });
    run.start(requirements.map(({ id }) => id));
    const { users } = await run.end();
    return boundary.value({ requests, users: countUsers(users), heldBack: rows.length - requirements.length });
  } finally {
    await sandbox?.dispose();
  }
}

const inProcess = (sandbox: Sandbox): ContractStandIn => ({
  transport: inProcessTransport(sandbox),
  adopt: (ids) => sandbox.adopt?.(ids),
});

/** The stand-in in the configured target's place: its credentials, and all that the operator declares but for commands. */
function standInFor(target: Target, sandbox: Sandbox | undefined, vendor: Vendor): Target {
  const basePath = sandbox?.basePath ?? '';
  const baseUrl = `${new URL(target.baseUrl).protocol}//127.0.0.1${basePath}`;
  const { credentials, other } = credentialsFor(target, sandbox && { sandbox, baseUrl }, vendor);
  const { observe, other: second, kind, loopback, production, headers, userIds, configuration, further } = target;
  const { maxUsers, settleMs, deadlineMs, timeoutMs } = target;
  // Hosts are distinguished by ports that nothing listens at: whatever the host, the stand-in answers in this process.
  const hosts = further?.map((one, index) => ({ ...one, baseUrl: `http://127.0.0.1:${index + 1}${basePath}` }));
  // Neither a command nor a key of the operator's is used; the stand-in needs neither.
  return {
    ...{ vendor: vendor.name, kind, baseUrl, loopback, production, headers, configuration, credentials },
    ...{ maxUsers, settleMs, deadlineMs, timeoutMs },
    ...(hosts ? { further: hosts } : {}),
    ...(userIds ? { userIds } : {}),
    ...(second && other ? { other } : {}),
    ...(observe && observe !== 'command' ? { observe } : {}),
  };
}

/** Those of the sandbox; where the contract is in, some that open nothing. */
function credentialsFor(
  target: Target,
  given: { sandbox: Sandbox; baseUrl: string } | undefined,
  { profile, name }: Vendor,
): Pick<Target, 'credentials' | 'other'> {
  if (given) {
    const environment = { ...given.sandbox.environment, [`${profile.env}_BASE_URL`]: given.baseUrl };
    return readTarget(profile, environment, 'sandbox', name);
  }
  const standIn = (credentials: Credentials): Credentials =>
    schemeOf(credentials).standIn({ ...credentials.names }, () => `stand-in-${randomUUID()}`, true);
  return { credentials: standIn(target.credentials), ...(target.other ? { other: standIn(target.other) } : {}) };
}

function intended({ method, url }: WireRequest, standIn: Target, target: Target): Pick<Intended, 'method' | 'url'> {
  const index = (standIn.further ?? []).findIndex(({ baseUrl }) => url.startsWith(`${baseUrl}/`));
  const [host, real] = [standIn.further?.[index], target.further?.[index]];
  if (host && real) return { method, url: requestUrl(real.baseUrl, url.slice(host.baseUrl.length)) };
  if (url.startsWith(standIn.baseUrl))
    return { method, url: requestUrl(target.baseUrl, url.slice(standIn.baseUrl.length)) };
  // The one request over plain HTTP to a target that speaks TLS.
  return { method, url: `http://${new URL(target.baseUrl).hostname}${new URL(url).pathname}` };
}

function countUsers(users: readonly UserRecord[]): DryRun['users'] {
  return {
    created: users.filter(({ offered }) => !offered).length,
    offered: users.filter(({ offered }) => offered).length,
    deleted: users.filter(({ deletedAt }) => deletedAt !== null).length,
  };
}
