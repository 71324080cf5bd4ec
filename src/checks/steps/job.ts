import { jobIdIn, jobRequest, jobStateIn, type JobState } from '../../users/job.ts';
import { poll } from '../../users/poll.ts';
import type { Exchange } from '../../http/types.ts';
import type { JobProfile } from '../../spec-loader/types.ts';
import { inconclusive, suiteError } from '../../verdict/not-judged.ts';
import type { NotJudged } from '../../verdict/types.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { answeredAt } from './response-facts.ts';
import { whyNotJudged } from './why-not-judged.ts';
import type { CheckContext, Sending } from '../types.ts';

/** One read of a job. */
export interface JobLook {
  readonly state: JobState;
  readonly exchange: Exchange;
  readonly notJudged?: NotJudged;
}

/** How a vendor's deletions are followed; the loader has seen that the profile states this. */
export function jobOf({ vendor }: CheckContext): JobProfile {
  const { job } = vendor.profile.deletion;
  if (job) return job;
  throw new NotJudgedError(suiteError('profile.yaml: deletion.job is missing.'));
}

/** The job that an accepted deletion started; undefined where its answer names none. */
export function startedJob(context: CheckContext, accepted: Exchange): string | undefined {
  return jobIdIn(accepted, jobOf(context), context.vendor);
}

/** Reads a job once. */
export async function readJob(context: CheckContext, id: string, sending: Partial<Sending> = {}): Promise<JobLook> {
  const job = jobOf(context);
  const about = 'the read of the job';
  const exchange = await context.send(jobRequest(job, id, context.vendor), { role: 'observe', about, ...sending });
  const notJudged = whyNotJudged(exchange, 'The read of the job');
  return { state: jobStateIn(exchange, job), exchange, ...(notJudged ? { notJudged } : {}) };
}

/**
 * Reads a job until it is no longer pending. After the deadline of the deletion what was seen counts; before it a job that
 * is still under way is pending.
 */
export async function followJob(context: CheckContext, id: string, accepted: Exchange): Promise<JobLook> {
  const { target, clock } = context;
  const since = answeredAt(accepted);
  const deadline = since + target.deadlineMs;
  const { last, at } = await poll({
    observe: () => readJob(context, id),
    done: ({ state, notJudged }) => state !== 'pending' && notJudged === undefined,
    until: Math.min(since + target.settleMs, deadline + JUST_AFTER_MS),
    clock,
  });
  if (last.notJudged || last.state !== 'pending' || at >= deadline) return last;
  const instant = new Date(deadline).toISOString();
  const message = `The job is still under way ${((at - since) / 1000).toFixed(1)} s after it was accepted; it may take until ${instant}.`;
  return { ...last, notJudged: { ...inconclusive('pending', message), deadline: instant } };
}

const JUST_AFTER_MS = 50;
