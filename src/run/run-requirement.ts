import { CHECKS } from '../checks/index.ts';
import type { Check, Observation, Tries } from '../checks/types.ts';
import { withoutMachinePaths } from '../evidence/machine-paths.ts';
import type { Exchange } from '../http/types.ts';
import type { Redacted } from '../evidence/redacted.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Users } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { judge } from '../verdict/judge.ts';
import type { Requirement, NotJudged } from '../verdict/types.ts';
import { createClient, type Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { badCredentialCosts } from './bad-credential-quota.ts';
import { MOST_BAD_CREDENTIALS, usedUp } from './bad-credential-limit.ts';
import { inPlace } from './place.ts';
import { createRefusalGuard, DeletedByRefusal, RepeatWhole, trackedUsers } from './refused.ts';
import { selectEvidence, deletedByRefusal, judgedResult, notJudgedResult } from '../results/requirement-result.ts';
import { createCheckContext } from './check-context.ts';
import { createTries, isWeather, isWithoutUsers, MOST_ATTEMPTS_IN_WEATHER } from './tries.ts';
import { shorteningWith, whenDeleted } from './when-deleted.ts';
import { placeOf, type Acted } from './scenario.ts';
import { unmetPrecondition } from './preconditions.ts';
import type { RequirementReport } from './types.ts';
import type { PreflightResult } from '../results/types.ts';

/**
 * Judges one requirement that is not judged at the end of the run. Never throws for what the target does; what the
 * suite itself does wrong is a result with the verdict `error`.
 */
export async function runRequirement(
  requirement: Requirement,
  context: RequirementContext,
): Promise<Redacted<RequirementReport>> {
  return context.redactor.value(await reportOf(requirement, context));
}

async function reportOf(requirement: Requirement, context: RequirementContext): Promise<RequirementReport> {
  const place = placeOf(requirement, context.vendor.requirements);
  const act = () => inPlace(context, place, (placed) => actFor(requirement, placed));
  try {
    const { came, by, isFirst } = await context.scenarios.once(requirement, act);
    const report = judged(requirement, came, context);
    const { verdictWhenDeleted: met } = report;
    // What was observed once is reported once.
    const contract = isFirst ? came.client.findings : [];
    return { ...report, contract, ...(met && !isFirst ? { verdictWhenDeleted: { ...met, of: by } } : {}) };
  } catch (error) {
    // Judging never throws: it is the replay that does not fit.
    const { message } = error as Error;
    return { result: notJudgedResult(requirement, { verdict: 'error', reason: 'suite', message }), contract: [] };
  }
}

async function actFor(requirement: Requirement, context: RequirementContext): Promise<Acted> {
  const { vendor, target, allowHazardous } = context;
  const client = createClient(context, requirement);
  const notes: string[] = [];
  const around = { client, notes };
  try {
    const preflightResult = await context.runState.preflightResult();
    const special = unmetPrecondition(requirement, { vendor, target, preflightResult, allowHazardous });
    const untried = special ?? withoutCredentials(requirement, context);
    if (untried) return { ...around, untried };
    return { ...around, observations: await observe(requirement, { context, preflightResult, client, notes }) };
  } catch (thrown) {
    return { ...around, thrown };
  }
}

function judged(
  requirement: Requirement,
  acted: Acted,
  context: RequirementContext,
): Omit<RequirementReport, 'contract'> {
  const { client } = acted;
  if ('untried' in acted) return { result: notJudgedResult(requirement, acted.untried) };
  if ('thrown' in acted) {
    const { thrown } = acted;
    if (thrown instanceof DeletedByRefusal) return { result: deletedByRefusal(requirement, thrown, client.evidence) };
    return { result: notJudgedResult(requirement, misbehaviour(requirement, thrown, context)) };
  }
  const { redactor } = context;
  const { observations } = acted;
  const notes = [...acted.notes];
  const judgement = judge(requirement, observations, shorteningWith(redactor));
  const deciding = decidingExchanges(observations, judgement.decisive);
  const evidence = selectEvidence(deciding, judgement.verdict).map(({ exchange, concerns }) => ({
    ...client.evidence(exchange),
    concerns,
  }));
  const result = judgedResult(requirement, judgement, evidence, deciding.length);
  if (result.reason === 'rate-limited' && !result.message.includes('--rate')) notes.push(context.fitting());
  const ifMet =
    judgement.reason === 'pending' ? { verdictWhenDeleted: whenDeleted(requirement, observations, redactor) } : {};
  // A verdict that rests on less than all of it says so.
  return { result: { ...result, message: [result.message, ...notes].filter(Boolean).join(' ') }, ...ifMet };
}

/** Why a requirement is not run that lives by bad credentials, where none are left for it. */
function withoutCredentials(requirement: Requirement, context: RequirementContext): NotJudged | undefined {
  const { credentialLimit } = context;
  if (credentialLimit.allotted(requirement.id) > 0 || badCredentialCosts(requirement, context).length === 0)
    return undefined;
  return { verdict: 'not-run', reason: 'credential-limit', message: usedUp(MOST_BAD_CREDENTIALS) };
}

/** What observing for a requirement takes. */
interface Observing {
  readonly context: RequirementContext;
  readonly preflightResult: PreflightResult;
  readonly client: Client;
  readonly notes: string[];
}

/**
 * Runs the check, again with fresh users where the target refused for now one of the steps that belong together (A48),
 * or where the network kept something from being judged (A49).
 * That something cannot be judged is an observation too.
 */
async function observe(requirement: Requirement, observing: Observing): Promise<Observation[]> {
  const check = CHECKS.get(requirement.check ?? '');
  if (!check) throw new Error(`no check is named "${requirement.check ?? ''}"`);
  // What was offered is used up: there are no fresh users.
  const isOnce = observing.preflightResult.users === 'offered';
  const refusals = isOnce ? 1 : MOST_ATTEMPTS;
  const tries = createTries();
  const said = observing.notes.length;
  let refused = 0;
  let before: Observation[] | undefined;
  for (let attempts = 1; ; attempts += 1) {
    try {
      const observations = await surely(requirement, check, observing, tries);
      if (before && isWithoutUsers(observations)) return before;
      const isLast = isOnce || attempts >= MOST_ATTEMPTS_IN_WEATHER;
      if (isLast || !(await mayClear(requirement, observations, observing))) return observations;
      before = observations;
      observing.notes.length = said;
    } catch (error) {
      if (!(error instanceof RepeatWhole)) throw error;
      refused += 1;
      if (refused < refusals) continue;
      return [{ about: 'the requirement as a whole', exchanges: [error.exchange], notJudged: neverWhole(refusals) }];
    }
  }
}

/** Whether only the network kept a requirement from being judged, which may be over at the next attempt (A49). */
async function mayClear(
  requirement: Requirement,
  observations: readonly Observation[],
  { context: { runState } }: Observing,
): Promise<boolean> {
  if (!isWeather(observations) || judge(requirement, observations).verdict === 'fail') return false;
  return !(await runState.targetSilent());
}

/** So often a requirement whose steps belong together is tried. */
const MOST_ATTEMPTS = 4;

/**
 * Where somebody is gone who was taken over from an earlier requirement, that one may have done it, late. So it is tried
 * once more with fresh users, and that attempt counts.
 */
async function surely(
  requirement: Requirement,
  check: Check,
  observing: Observing,
  tries: Tries,
): Promise<Observation[]> {
  const said = observing.notes.length;
  const first = await attempt(requirement, check, observing, tries);
  const lost = first.users.lost();
  if (lost.length === 0) return first.observations;
  observing.notes.length = said;
  const again = await attempt(requirement, check, observing, tries, true);
  // Not done by this requirement: whoever did it is accused at the end of the run.
  if (!again.users.anyGone()) for (const user of lost) await first.users.mustLive(user);
  return again.observations;
}

interface Attempt {
  readonly observations: Observation[];
  readonly users: Users;
}

async function attempt(
  requirement: Requirement,
  check: Check,
  { context, preflightResult, client, notes }: Observing,
  tries: Tries,
  fresh = false,
): Promise<Attempt> {
  const checkContext = createCheckContext(requirement, context, preflightResult, client, notes, tries, fresh);
  const { users, known } = trackedUsers(checkContext.users);
  const { deletion } = context.vendor.profile;
  client.guard(
    createRefusalGuard({
      users: checkContext.users,
      known,
      together: check.together ?? false,
      deletes: (draft, { role }) =>
        role === 'act' || role === 'fault' || (role === 'observe' && client.operationOf(draft) === deletion.operation),
    }),
  );
  const said = notes.length;
  try {
    return { observations: await check.run({ ...checkContext, users }), users };
  } catch (error) {
    if (error instanceof RepeatWhole) notes.length = said;
    if (!(error instanceof NotJudgedError)) throw error;
    const { exchanges, notJudged } = error;
    return { observations: [{ about: 'the requirement as a whole', exchanges, notJudged }], users };
  } finally {
    await client.quiet();
    client.guard(undefined);
    await users.release();
  }
}

function neverWhole(attempts: number): NotJudged {
  const times = attempts === 1 ? 'and there are no fresh users to repeat them with' : `in each of ${attempts} tries`;
  return {
    verdict: 'inconclusive',
    reason: 'rate-limited',
    message: `Steps that belong together were answered 429, ${times}: give the run a lower --rate.`,
  };
}

/** The exchanges that decided, in order of time, each with what it was about. */
function decidingExchanges(observations: readonly Observation[], decisive: readonly number[]): DecidingExchange[] {
  const deciding = decisive.length > 0 ? decisive.flatMap((index) => observations[index] ?? []) : observations;
  const concerns = new Map<Exchange, string>();
  for (const { about, exchanges } of deciding)
    for (const exchange of exchanges) if (!concerns.has(exchange)) concerns.set(exchange, about);
  return [...concerns]
    .map(([exchange, about]) => ({ exchange, role: exchange.role, concerns: about }))
    .sort((a, b) => a.exchange.at - b.exchange.at);
}

interface DecidingExchange {
  readonly exchange: Exchange;
  readonly role: Exchange['role'];
  readonly concerns: string;
}

/** The message has one line: the stack is elsewhere. */
function misbehaviour(requirement: Requirement, error: unknown, { debugLog }: RequirementContext) {
  const text = error instanceof Error ? error.message : String(error);
  const [what = ''] = withoutMachinePaths(text).split('\n');
  const where = debugLog.keep(requirement.id, error);
  const message = `The check ${requirement.check ?? ''} failed: ${what.replace(/[.:]?$/, '.')} ${where}`;
  return { verdict: 'error', reason: 'suite', message } as const;
}
