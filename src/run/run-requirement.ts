import type { Observation } from '../checks/types.ts';
import { withoutMachinePaths } from '../evidence/machine-paths.ts';
import { titleOf } from '../evidence/exchange-title.ts';
import type { Exchange } from '../http/types.ts';
import type { Redacted } from '../evidence/redacted.ts';
import { judge } from '../verdict/judge.ts';
import type { Requirement, NotJudged } from '../verdict/types.ts';
import { observe } from './attempts.ts';
import { createClient } from './client.ts';
import type { RequirementContext } from './context.ts';
import { badCredentialCosts } from './allocate-bad-credentials.ts';
import { MOST_BAD_CREDENTIALS, usedUp } from './bad-credential-limit.ts';
import { inPlace } from './recording-scope.ts';
import { DeletedByRefusal } from './resend-guard.ts';
import { selectEvidence, deletedByRefusal, judgedResult, notJudgedResult } from '../results/requirement-result.ts';
import { shorteningWith, whenDeleted } from './verdict-when-deleted.ts';
import { placeOf, type Acted } from './shared-scenarios.ts';
import { unmetPrecondition } from './preconditions.ts';
import { keepActs, withScripts } from './run-level-reproduction.ts';
import { keepExample, reproductionOf } from './reproduction.ts';
import type { User } from '../users/types.ts';
import type { RequirementReport } from './types.ts';

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
    const found = 'contract' in came ? came.contract : came.client.findings;
    const contract = isFirst ? found : [];
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
    const taken = new Map<string, User>();
    const observations = await observe(requirement, { context, preflightResult, client, notes, taken });
    const users = [...taken.values()];
    keepExample(users, context);
    const sent = observations.flatMap(({ exchanges }) => exchanges);
    keepActs(requirement.id, users, sent, context);
    return { ...around, observations, users, contract: withScripts(client.findings, users, sent, context) };
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
  const { observations, users } = acted;
  const notes = [...acted.notes];
  const judgement = judge(requirement, observations, shorteningWith(redactor));
  const deciding = decidingExchanges(observations, judgement.decisive);
  const sent = observations.flatMap(({ exchanges }) => exchanges);
  const evidence = selectEvidence(deciding, judgement.verdict).map(({ exchange, concerns, observation }) => ({
    ...client.evidence(exchange),
    title: titleOf(exchange, { profile: context.vendor.profile, users, all: sent, observation }),
    concerns,
  }));
  const result = judgedResult(requirement, judgement, evidence, deciding.length);
  if (result.reason === 'rate-limited' && !result.message.includes('--rate')) notes.push(context.fitting());
  const whenPending =
    judgement.reason === 'pending' ? { verdictWhenDeleted: whenDeleted(requirement, observations, redactor) } : {};
  const shown = reproductionOf(result, firstDecisive(observations, judgement.decisive), users, context);
  // A verdict that rests on less than all of it states this.
  const message = [result.message, ...notes].filter(Boolean).join(' ');
  return { result: { ...result, message, ...(shown ? { reproduce: shown } : {}) }, ...whenPending };
}

/** Why a requirement is not run that lives by bad credentials, where none are left for it. */
function withoutCredentials(requirement: Requirement, context: RequirementContext): NotJudged | undefined {
  const { credentialLimit } = context;
  if (credentialLimit.allotted(requirement.id) > 0 || badCredentialCosts(requirement, context).length === 0)
    return undefined;
  return { verdict: 'not-run', reason: 'credential-limit', message: usedUp(MOST_BAD_CREDENTIALS) };
}

/** The exchanges of the first observation that decided; where it is a look alone, with what was done before it. */
function firstDecisive(observations: readonly Observation[], decisive: readonly number[]): readonly Exchange[] {
  const deciding = decisive.flatMap((index) => observations[index] ?? []);
  const first = deciding.find(({ exchanges }) => exchanges.length > 0)?.exchanges ?? [];
  const isAct = ({ role }: Exchange): boolean => role === 'act' || role === 'fault';
  if (first.some(isAct)) return first;
  const last = Math.max(0, ...first.map(({ at }) => at));
  return [
    ...observations.flatMap(({ exchanges }) => exchanges.filter((one) => isAct(one) && one.at <= last)),
    ...first,
  ];
}

/** The exchanges that decided, in order of time, each with what it was about. */
function decidingExchanges(observations: readonly Observation[], decisive: readonly number[]): DecidingExchange[] {
  const deciding = decisive.length > 0 ? decisive.flatMap((index) => observations[index] ?? []) : observations;
  const first = new Map<Exchange, Observation>();
  for (const observation of deciding)
    for (const exchange of observation.exchanges) if (!first.has(exchange)) first.set(exchange, observation);
  return [...first]
    .map(([exchange, { about, exchanges }]) => ({
      ...{ exchange, role: exchange.role, concerns: about },
      observation: exchanges,
    }))
    .sort((a, b) => a.exchange.at - b.exchange.at);
}

interface DecidingExchange {
  readonly exchange: Exchange;
  readonly role: Exchange['role'];
  readonly concerns: string;
  /** All exchanges of that observation. */
  readonly observation: readonly Exchange[];
}

/** The message has one line: the stack is elsewhere. */
function misbehaviour(requirement: Requirement, error: unknown, { debugLog }: RequirementContext) {
  const text = error instanceof Error ? error.message : String(error);
  const [what = ''] = withoutMachinePaths(text).split('\n');
  const where = debugLog.keep(requirement.id, error);
  const message = `The check ${requirement.check ?? ''} failed: ${what.replace(/[.:]?$/, '.')} ${where}`;
  return { verdict: 'error', reason: 'suite', message } as const;
}
