import { virtualClock } from '../exchange/clock.ts';
import type { Transport, WireRequest } from '../exchange/types.ts';
import { inProcessTransport } from '../sandbox/transport.ts';
import type { Sandbox } from '../sandbox/types.ts';
import { requestUrl } from '../target/base-url.ts';
import { targetOf } from '../target/target-of.ts';
import type { Target } from '../target/types.ts';
import type { Vendor } from '../vendor/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { createContext, newRunPrefix, sharedBy, surroundingsOf } from './context.ts';
import { allotBadCredentials } from './credential-allotment.ts';
import { createDesk } from './desk.ts';
import { lastLook } from './last-look.ts';
import { preflight } from './preflight.ts';
import { runRow } from './run-row.ts';
import { isHeldBack, isSettled } from './special.ts';
import type { NotedUser } from './types.ts';

/** A request that a run would send. */
export interface Intended {
  /** The requirement that sends it, or the part of the run around them all. */
  readonly by: string;
  readonly method: string;
  /** At the configured target. */
  readonly url: string;
  /** Redacted; empty where there is none. */
  readonly body: string;
}

/** What a run would do at a target that answers as the vendor's documents say. */
export interface DryRun {
  readonly requests: readonly Intended[];
  /** Ids of users that it would create and, of those and the offered ones, that it would delete. */
  readonly users: { readonly created: number; readonly offered: number; readonly deleted: number };
  /** Rows that it would hold back as hazardous. */
  readonly heldBack: number;
}

export interface DryRunParts {
  readonly vendor: Vendor;
  readonly target: Target;
  /** Stands in for the target; nothing else is asked. */
  readonly makeSandbox: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>;
  readonly seed: number;
  readonly allowHazardous: boolean;
  readonly rows: readonly Requirement[];
}

/** Runs the rows against the sandbox in this process, in their order, and keeps what would be sent to the target. */
export async function dryRun({ vendor, target, makeSandbox, ...parts }: DryRunParts): Promise<DryRun> {
  const clock = virtualClock();
  const sandbox = await makeSandbox(clock);
  try {
    const { allowHazardous, seed, rows } = parts;
    const requests: Intended[] = [];
    let by = 'before all';
    const standIn = standInFor(target, sandbox, vendor);
    const inner = inProcessTransport(sandbox);
    const transport: Transport = (request, limits) => {
      const body = surroundings.redactor.text(request.body?.toString('utf8') ?? '');
      requests.push({ by, ...intended(request, standIn, target), body });
      return inner(request, limits);
    };
    const runParts = { vendor, target: standIn, transport, clock, seed, runPrefix: newRunPrefix(), allowHazardous };
    const surroundings = surroundingsOf(runParts);
    sandbox.adopt?.(target.userIds ?? []);
    const found = await preflight(surroundings);
    const sent = rows.filter((row) => !isSettled(row) && !isHeldBack(row, target, allowHazardous));
    const desk = createDesk({ target: standIn, rows: sent, standing: found.standing, ...sharedBy(surroundings) });
    await desk.note(found.users);
    allotBadCredentials(
      surroundings,
      rows.filter((row) => !isSettled(row)),
    );
    // The ids, users and credentials that the preflight has accounted for stand in a rehearsal, too.
    const { register, userBudget, credentialLimit } = surroundings;
    const context = { ...createContext(runParts, desk), register, userBudget, credentialLimit };
    for (const row of sent) {
      by = row.id;
      await runRow(row, context);
    }
    by = 'after all';
    await lastLook(context, found.standing, desk.users());
    const heldBack = rows.filter((row) => isHeldBack(row, target, allowHazardous)).length;
    return { requests, users: countUsers(desk.users()), heldBack };
  } finally {
    await sandbox.dispose();
  }
}

/** The sandbox in the configured target's place: its credentials, and all that the operator declares but for commands. */
function standInFor(target: Target, sandbox: Sandbox, { profile, name }: Vendor): Target {
  const { protocol } = new URL(target.baseUrl);
  const baseUrl = `${protocol}//127.0.0.1${sandbox.basePath}`;
  const environment = { ...sandbox.environment, [`${profile.env}_BASE_URL`]: baseUrl };
  const { credentials, other } = targetOf(profile, environment, 'sandbox', name);
  const { observe, other: second, vendor, kind, loopback, production, headers, userIds, configuration } = target;
  const { maxUsers, settleMs, deadlineMs, timeoutMs } = target;
  // Neither a command nor a key of the operator's is used; the sandbox needs neither.
  return {
    ...{ vendor, kind, baseUrl, loopback, production, headers, configuration, credentials },
    ...{ maxUsers, settleMs, deadlineMs, timeoutMs },
    ...(userIds ? { userIds } : {}),
    ...(second && other ? { other } : {}),
    ...(observe && observe !== 'command' ? { observe } : {}),
  };
}

function intended({ method, url }: WireRequest, standIn: Target, target: Target): Pick<Intended, 'method' | 'url'> {
  if (url.startsWith(standIn.baseUrl))
    return { method, url: requestUrl(target.baseUrl, url.slice(standIn.baseUrl.length)) };
  // The one request over plain HTTP to a target that speaks TLS.
  return { method, url: `http://${new URL(target.baseUrl).hostname}${new URL(url).pathname}` };
}

function countUsers(users: readonly NotedUser[]): DryRun['users'] {
  return {
    created: users.filter(({ offered }) => !offered).length,
    offered: users.filter(({ offered }) => offered).length,
    deleted: users.filter(({ deletedAt }) => deletedAt !== null).length,
  };
}
