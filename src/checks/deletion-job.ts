import type { Exchange } from '../http/types.ts';
import type { User, UserObservation } from '../users/types.ts';
import { followJob, startedJob, type JobLook } from './steps/job.ts';
import { isAccepted } from './steps/response-facts.ts';
import { bystander, effectOfDeletion, observationOf, sendDeletion, victimAndBystander } from './steps/user-effects.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** A deletion whose answer names a job, which is read until it is done: then the user is gone, and nobody else is. */
export const deletionJob: Check = {
  name: 'deletion-job',
  facts: ['status', 'body', 'listed', 'job', 'victim', 'firstLook', 'bystander'],
  needsJob: true,
  needs: () => ({ deleted: 1, preserved: 1 }),
  async run(context) {
    const [victim, other] = await victimAndBystander(context);
    const answer = await sendDeletion(context, [victim], 'the deletion');
    const { exchange, observation } = answer;
    const id = isAccepted(context, exchange) ? startedJob(context, exchange) : undefined;
    const look = id === undefined ? undefined : await followJob(context, id, exchange);
    const effect =
      look?.state === 'done'
        ? await goneWhenDone(context, victim, exchange, look)
        : await effectOfDeletion(context, victim, [answer]);
    const refused = observation.notJudged ? { notJudged: observation.notJudged } : { facts: { job: 'none' } };
    const job = isAccepted(context, exchange)
      ? jobObservation(look, exchange)
      : { about: 'the job', exchanges: [exchange], ...refused };
    return [observation, job, ...effect, await bystander(context, other, [exchange])];
  },
};

function jobObservation(look: JobLook | undefined, accepted: Exchange): Observation {
  const about = 'the job';
  if (!look) return { about, exchanges: [accepted], facts: { job: 'missing' } };
  const exchanges = [accepted, look.exchange];
  return look.notJudged
    ? { about, exchanges, notJudged: look.notJudged }
    : { about, exchanges, facts: { job: look.state } };
}

/** Whether somebody is still there, or partly; a replica that is behind shows that for a while (A35). */
const isStillThere = ({ state }: UserObservation): boolean | undefined =>
  state === 'unknown' || state === 'presumed' ? undefined : state !== 'gone';

/** A job that states "done" is no longer pending, whatever the deadline is. */
async function goneWhenDone(
  context: CheckContext,
  victim: User,
  accepted: Exchange,
  { exchange: read }: JobLook,
): Promise<Observation[]> {
  await context.users.wasDeleted(victim, accepted.at + (accepted.response?.durationMs ?? 0));
  const observation = await context.users.observeConfirmed(victim, isStillThere);
  return [observationOf('victim', 'the user when the job is done', observation, [accepted, read])];
}
