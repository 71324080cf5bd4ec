import { CHECKS } from '../checks/index.ts';
import type { Check, Observation } from '../checks/types.ts';
import { withoutMachinePaths } from '../evidence/machine-paths.ts';
import type { Redacted } from '../evidence/redacted.ts';
import type { Redactor } from '../exchange/redact.ts';
import { Unjudgeable } from '../users/unjudgeable.ts';
import { cut } from '../verdict/condition.ts';
import { judge } from '../verdict/judge.ts';
import type { Requirement, Trouble } from '../verdict/types.ts';
import { createClient, type Client } from './client.ts';
import type { RunContext } from './context.ts';
import { badCredentialCosts } from './credential-allotment.ts';
import { MOST_BAD_CREDENTIALS, usedUp } from './credential-limit.ts';
import { inPlace } from './place.ts';
import { createRefusalGuard, DeletedByRefusal, RepeatWhole, trackedUsers } from './refused.ts';
import { chosen, deletedByRefusal, judgedResult, troubledResult } from './row-result.ts';
import { createScene } from './scene.ts';
import { specialSituation } from './special.ts';
import type { RowIfMet, RowReport, Standing } from './types.ts';

/**
 * Judges one requirement that is not settled at the end of the run. Never throws for what the target does; what the
 * suite itself does wrong is a result with the verdict `error`.
 */
export async function runRow(row: Requirement, context: RunContext): Promise<Redacted<RowReport>> {
  return context.redactor.value(await reportOf(row, context));
}

async function reportOf(row: Requirement, context: RunContext): Promise<RowReport> {
  try {
    return await inPlace(context, row.id, (placed) => judged(row, placed));
  } catch (error) {
    // Judging never throws: it is the replay that does not fit.
    const { message } = error as Error;
    return { result: troubledResult(row, { verdict: 'error', reason: 'suite', message }), contract: [] };
  }
}

async function judged(row: Requirement, context: RunContext): Promise<RowReport> {
  const { vendor, target, allowHazardous, redactor } = context;
  const client = createClient(context, row);
  const notes: string[] = [];
  try {
    const standing = await context.desk.standing();
    const special = specialSituation(row, { vendor, target, standing, allowHazardous });
    const untried = special ?? withoutCredentials(row, context);
    if (untried) return { result: troubledResult(row, untried), contract: [] };
    const observations = await observe(row, { context, standing, client, notes });
    const judgement = judge(row, observations, shorteningWith(redactor));
    const deciding = decidingExchanges(observations, judgement.decisive);
    const evidence = chosen(deciding, judgement.verdict).map((exchange) => client.evidence(exchange));
    const judged = judgedResult(row, judgement, evidence, deciding.length);
    if (judged.reason === 'rate-limited' && !judged.message.includes('--rate')) notes.push(context.fitting());
    // A verdict that rests on less than all of it says so.
    const result = { ...judged, message: [judged.message, ...notes].filter(Boolean).join(' ') };
    const ifMet = judgement.reason === 'pending' ? { ifMet: onceMet(row, observations, redactor) } : {};
    return { result, contract: client.findings, ...ifMet };
  } catch (error) {
    if (error instanceof DeletedByRefusal)
      return { result: deletedByRefusal(row, error, client.evidence), contract: client.findings };
    return { result: troubledResult(row, misbehaviour(row, error, context)), contract: client.findings };
  }
}

/** Half of a secret at the end of a text that was cut would be found by nobody. */
const shorteningWith = (redactor: Redactor) => (text: string) => cut(redactor.text(text));

/** Why a row is not run that lives by bad credentials, where none are left for it. */
function withoutCredentials(row: Requirement, context: RunContext): Trouble | undefined {
  const { credentialLimit } = context;
  if (credentialLimit.allotted(row.id) > 0 || badCredentialCosts(row, context).length === 0) return undefined;
  return { verdict: 'not-run', reason: 'credential-limit', message: usedUp(MOST_BAD_CREDENTIALS) };
}

/** What a row is once every deletion that is pending is met. A step that waited for one was never taken. */
function onceMet(row: Requirement, observations: readonly Observation[], redactor: Redactor): RowIfMet {
  const met = observations.map(({ about, facts, trouble, ifMet }) =>
    ifMet ? { about, facts: ifMet } : { about, ...(facts ? { facts } : {}), ...(trouble ? { trouble } : {}) },
  );
  const { verdict, reason, actual } = judge(row, met, shorteningWith(redactor));
  if (reason !== 'pending') return { verdict, actual };
  return {
    verdict: 'not-run',
    actual: 'The deletion that it builds on was pending; run it again, or give it more time.',
  };
}

/** What observing for a row takes. */
interface Observing {
  readonly context: RunContext;
  readonly standing: Standing;
  readonly client: Client;
  readonly notes: string[];
}

/**
 * Runs the check, again with fresh users where the target refused for now one of the steps that belong together (A48).
 * That something cannot be judged is an observation too.
 */
async function observe(row: Requirement, observing: Observing): Promise<Observation[]> {
  const check = CHECKS.get(row.check ?? '');
  if (!check) throw new Error(`no check is named "${row.check ?? ''}"`);
  // What was offered is used up: there are no fresh users.
  const attempts = observing.standing.users === 'offered' ? 1 : MOST_ATTEMPTS;
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await attempt(row, check, observing);
    } catch (error) {
      if (!(error instanceof RepeatWhole)) throw error;
      if (left > 0) continue;
      return [{ about: 'the requirement as a whole', exchanges: [error.exchange], trouble: neverWhole(attempts) }];
    }
  }
}

/** So often a row whose steps belong together is tried. */
const MOST_ATTEMPTS = 4;

async function attempt(row: Requirement, check: Check, observing: Observing): Promise<Observation[]> {
  const { context, standing, client, notes } = observing;
  const scene = createScene(row, context, standing, client, notes);
  const { users, known } = trackedUsers(scene.users);
  const { deletion } = context.vendor.profile;
  client.guard(
    createRefusalGuard({
      users: scene.users,
      known,
      together: check.together ?? false,
      deletes: (draft, { role }) =>
        role === 'act' || role === 'fault' || (role === 'observe' && client.operationOf(draft) === deletion.operation),
    }),
  );
  const said = notes.length;
  try {
    return await check.run({ ...scene, users });
  } catch (error) {
    if (error instanceof RepeatWhole) notes.length = said;
    if (!(error instanceof Unjudgeable)) throw error;
    return [{ about: 'the requirement as a whole', exchanges: error.exchanges, trouble: error.trouble }];
  } finally {
    await client.quiet();
    client.guard(undefined);
    await users.giveBack();
  }
}

function neverWhole(attempts: number): Trouble {
  const times = attempts === 1 ? 'and there are no fresh users to repeat them with' : `in each of ${attempts} tries`;
  return {
    verdict: 'inconclusive',
    reason: 'rate-limited',
    message: `Steps that belong together were answered 429, ${times}: give the run a lower --rate.`,
  };
}

function decidingExchanges(observations: readonly Observation[], decisive: readonly number[]) {
  const deciding = decisive.length > 0 ? decisive.flatMap((index) => observations[index] ?? []) : observations;
  return [...new Set(deciding.flatMap(({ exchanges }) => exchanges))].sort((a, b) => a.at - b.at);
}

/** The message has one line: the stack is elsewhere. */
function misbehaviour(row: Requirement, error: unknown, { debugLog }: RunContext) {
  const text = error instanceof Error ? error.message : String(error);
  const [what = ''] = withoutMachinePaths(text).split('\n');
  const where = debugLog.keep(row.id, error);
  const message = `The check ${row.check ?? ''} failed: ${what.replace(/[.:]?$/, '.')} ${where}`;
  return { verdict: 'error', reason: 'suite', message } as const;
}
