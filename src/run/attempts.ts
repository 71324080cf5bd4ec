import { CHECKS } from '../checks/index.ts';
import type { Check, Observation, Tries } from '../checks/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { User, Users } from '../users/types.ts';
import { judge } from '../verdict/judge.ts';
import type { NotJudged, Requirement } from '../verdict/types.ts';
import type { PreflightResult } from '../results/types.ts';
import { createCheckContext } from './check-context.ts';
import type { Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { mayDelete } from './may-have-deleted.ts';
import { createRefusalGuard, RepeatWhole, trackedUsers } from './resend-guard.ts';
import { createTries, isWeather, isWithoutUsers, MOST_ATTEMPTS_IN_WEATHER } from './unanswered-count.ts';

/** What observing for a requirement takes. */
export interface Observing {
  readonly context: RequirementContext;
  readonly preflightResult: PreflightResult;
  readonly client: Client;
  readonly notes: string[];
  /** By id: the users that the requirement took, as they were first. */
  readonly taken: Map<string, User>;
}

/**
 * Runs the check, again with fresh users where the target refused for now one of the steps that belong together (A48),
 * or where the network kept something from being judged (A49).
 * That something cannot be judged is an observation too.
 */
export async function observe(requirement: Requirement, observing: Observing): Promise<Observation[]> {
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

/** How often a requirement whose steps belong together is tried: each refusal makes the run slower. */
const MOST_ATTEMPTS = 6;

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
  // Not done by this requirement: the one that did it is accused at the end of the run.
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
  { context, preflightResult, client, notes, taken }: Observing,
  tries: Tries,
  fresh = false,
): Promise<Attempt> {
  const checkContext = createCheckContext(requirement, context, preflightResult, client, notes, tries, fresh);
  const { users, known } = trackedUsers(checkContext.users);
  const { deletion } = context.vendor.profile;
  const guard = createRefusalGuard({
    users: checkContext.users,
    known,
    together: check.together ?? false,
    mayDelete: (exchange) => mayDelete(exchange, requirement, check, context.vendor),
    deletes: (draft, { role }) =>
      role === 'act' || role === 'fault' || (role === 'observe' && client.operationOf(draft) === deletion.operation),
  });
  client.guard(guard);
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
    for (const user of guard.doubtful()) await users.doubtful(user);
    for (const [key, { user }] of known) if (!taken.has(key)) taken.set(key, user);
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
