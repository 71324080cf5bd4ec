import type { Exchange } from '../http/types.ts';
import { createUser, refusal } from '../users/create.ts';
import type { WaysFound } from '../users/creation-ways.ts';
import { createUsers } from '../users/users.ts';
import { createObserver } from '../users/observer.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { describeAnswer, isAccepted, isLost, whyNotJudged } from '../users/responses.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { UserObservation, User, UsersContext } from '../users/types.ts';
import { poll } from '../users/poll.ts';
import type { Client } from './client.ts';
import { createReadFirstGuard, GoneAlready } from './read-before-resend.ts';
import type { PreflightResult } from '../results/types.ts';

type Context = UsersContext & {
  readonly preflightResult: PreflightResult;
  /** Waits until the target answers; false where it does not. */
  readonly isBack: () => Promise<boolean>;
};

/** Finds out with one user where users come from and how they are observed. An offered user is only looked at. */
export async function probe(context: Context, client: Client): Promise<PreflightResult> {
  const [offered] = context.target.userIds ?? [];
  if (offered !== undefined) return probeOffered(context, offered);
  return context.target.production ? onProduction(context) : probeCreated(context, client);
}

/** Nobody is created among real users. */
function onProduction(context: Context): PreflightResult {
  const problem = `${new URL(context.target.baseUrl).hostname} is the vendor's production host, where no user is created.`;
  const way = observationMethod(context, '', undefined);
  return { ...context.preflightResult, users: 'none', noUsersBecause: problem, ...way };
}

async function probeOffered(context: Context, id: string): Promise<PreflightResult> {
  const { preflightResult, target } = context;
  const user: User = { id, tenant: 'own', marker: undefined, offered: true, exchanges: [] };
  const seen = mayObserve(context) ? await createObserver(context).observe(user) : undefined;
  // How long deletions take here cannot be tried without losing a user.
  return {
    ...preflightResult,
    users: 'offered',
    latencyMs: target.settleMs,
    ...observationMethod(context, 'the first offered user', seen),
  };
}

async function probeCreated(context: Context, client: Client): Promise<PreflightResult> {
  const { preflightResult, target, clock } = context;
  const { user, exchange, found: offered, problem = '' } = await create(context);
  if (!user) {
    // If something in between failed (not the API itself), the next creation may still succeed.
    const users = exchange && whyNotJudged(exchange, '') ? 'created' : 'none';
    return {
      ...preflightResult,
      users,
      ...observationMethod(context, '', undefined),
      noUsersBecause: problem,
      notes: [...preflightResult.notes, `No user could be created. ${problem}`],
    };
  }
  await context.runState.record([
    { id: user.id, tenant: 'own', offered: false, requirement: context.requirement.id, deletedAt: null },
  ]);
  const until = clock.now() + target.settleMs;
  const seen = mayObserve(context)
    ? (await poll({ observe: () => createObserver(context).observe(user), done: isLiving, until, clock })).last
    : undefined;
  const found: PreflightResult = {
    ...preflightResult,
    users: 'created',
    ...(offered ? { ways: offered.ways, notes: [...preflightResult.notes, ...offered.notes] } : {}),
    ...observationMethod(context, 'a user just created', seen),
  };
  return { ...found, latencyMs: await latency({ ...context, preflightResult: found }, user, client) };
}

interface Created {
  readonly user?: User | undefined;
  readonly exchange?: Exchange;
  readonly found?: WaysFound;
  readonly problem?: string;
}

async function create(context: Context): Promise<Created> {
  try {
    const [marker] = context.vendor.profile.users.marks;
    let creation = await createUser(context, {}, marker);
    for (let tries = 1; !creation.user && isLost(creation.exchange) && tries < MOST_PROBES; tries += 1)
      creation = await createUser(context, {}, marker);
    return creation.user ? creation : { ...creation, problem: refusal(context, creation).message };
  } catch (error) {
    if (error instanceof NotJudgedError) return { problem: error.message };
    throw error;
  }
}

/**
 * Deletes the probe and measures how long it stays visible, in ms: 0 where it is gone at the first observation, the settle
 * time where it does not go in time.
 */
async function latency(context: Context, user: User, client: Client): Promise<number> {
  const { target, clock, preflightResult } = context;
  let deletion = await deleteProbeUser(context, user, client);
  let wasLost = false;
  // The probe is the run's own: naming it again harms nobody.
  for (let tries = 1; deletion !== 'gone already' && isLost(deletion) && tries < MOST_PROBES; tries += 1) {
    wasLost = true;
    await context.isBack();
    deletion = await deleteProbeUser(context, user, client);
  }
  if (deletion === 'gone already') return latencyUnknown(context, user, 'deleted');
  if (isLost(deletion)) return latencyUnknown(context, user, 'unknown');
  const isRefused = !isAccepted(context.vendor, deletion);
  if (isRefused) return wasLost ? latencyUnknown(context, user, 'deleted') : 0;
  const since = deletion.at + (deletion.response?.durationMs ?? 0);
  await createUsers(context).wasDeleted(user, since);
  if (preflightResult.observe === 'none' || preflightResult.stateless) return 0;
  const observer = createObserver(context);
  let observations = 0;
  const observe = (): Promise<UserObservation> => ((observations += 1), observer.afterDeletion(user));
  const until = since + target.settleMs;
  const { last, at } = await poll({ observe, done: ({ state }) => state === 'gone', until, clock });
  if (last.state !== 'gone') return target.settleMs;
  return observations === 1 ? 0 : Math.ceil(at - since);
}

/** The deletion of the probe, whose user is read before it is sent again where it was refused for now (A48). */
async function deleteProbeUser(context: Context, user: User, client: Client): Promise<Exchange | 'gone already'> {
  const draft = deletionRequest(context.vendor, [user.id], context.siblings?.());
  const isReadable = mayObserve(context) && context.preflightResult.observe !== 'none';
  if (isReadable)
    client.guard(createReadFirstGuard((sent) => (sent === draft ? createObserver(context).observe(user) : undefined)));
  try {
    return await client.send(draft, { role: 'act' });
  } catch (error) {
    if (error instanceof GoneAlready) return 'gone already';
    throw error;
  } finally {
    client.guard(undefined);
  }
}

/** Nobody knows when the probe was deleted, if it was: bystanders are looked at as late as any deletion may show. */
async function latencyUnknown(context: Context, user: User, state: 'deleted' | 'unknown'): Promise<number> {
  const { runState, requirement, clock, target } = context;
  if (state === 'deleted') await createUsers(context).wasDeleted(user, clock.now());
  // What nobody knows is not looked at again; the clean-up deletes what it finds.
  else {
    const unknown = { deletedAt: null, doubtful: true, requirement: requirement.id } as const;
    await runState.record([{ id: user.id, tenant: user.tenant, offered: false, ...unknown }]);
  }
  return target.settleMs;
}

/** So often the probe is created, where creations get no answer. */
const MOST_PROBES = 4;

const isLiving = ({ state }: UserObservation): boolean => state === 'living';

/** Whether a look at a user is tried: by the contract's reads unless the operator chose another way, or by a command. */
export function mayObserve({ target, vendor }: Pick<UsersContext, 'target' | 'vendor'>): boolean {
  if (target.observe === 'command') return true;
  return vendor.profile.users.observe.length > 0 && (target.observe ?? 'read') === 'read';
}

function observationMethod(
  context: Context,
  who: string,
  seen: UserObservation | undefined,
): Pick<PreflightResult, 'observe' | 'observeBecause'> {
  const { target, vendor } = context;
  if (target.observe) {
    const name = target.observe === 'command' ? 'OBSERVE_COMMAND' : 'OBSERVE';
    return { observe: target.observe, observeBecause: `${vendor.profile.env}_${name} sets it.` };
  }
  const reads = vendor.profile.users.observe.map(({ operation }) => operation).join(' and ');
  if (reads === '') return { observe: 'repeat', observeBecause: 'The contract has no read call.' };
  if (seen && isLiving(seen)) return { observe: 'read', observeBecause: `${reads} showed ${who} living.` };
  if (!seen) return { observe: 'read', observeBecause: `No user could be created to try ${reads} on.` };
  const answers = seen.exchanges.map(
    (one) => `${one.operation ?? 'the read'} answered ${describeAnswer(one, vendor.profile.errors.code)}`,
  );
  return {
    observe: 'repeat',
    observeBecause: `${reads} did not show ${who} (${answers.join('; ')}), so users are observed by a second deletion.`,
  };
}
