import type { User } from '../../users/types.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import type { Observation, CheckContext } from '../types.ts';
import { isDead, isolateCulprit, survival, type Fault } from './fault-family.ts';
import type { JudgedResponse } from './judged-request.ts';

/** A faulty request that was sent, and what came of it. */
export interface SentFault {
  readonly fault: Fault;
  readonly answer: JudgedResponse;
}

/** A fresh user who is seen to live; undefined where there is none any more. */
export async function freshVictim(context: CheckContext): Promise<User | undefined> {
  try {
    const [user] = await context.users.acquire({});
    return user;
  } catch (error) {
    if (error instanceof NotJudgedError) return undefined;
    throw error;
  }
}

/** What became of the user that all these requests named; where the user died, of the one whose request it was. */
export async function sharedEffect(
  context: CheckContext,
  victim: User,
  sent: readonly SentFault[],
): Promise<Observation[]> {
  const acts = [...new Set(sent.flatMap(({ answer }) => answer.observation.exchanges))];
  const names = sent.map(({ fault }) => fault.description).join('; ');
  const about = `the victim of ${sent.length} requests (${names})`;
  const observation = await survival(context, victim, about, acts);
  if (!isDead(observation)) return [observation];
  const found = await isolateCulprit(context, sent, false);
  return found.length > 0 ? found : [observation];
}
