import type { User } from '../users/types.ts';
import { inconclusive, noSecondTenant } from '../verdict/not-judged.ts';
import { readJob, startedJob } from './steps/job.ts';
import { answerFacts, isAccepted } from './steps/response-facts.ts';
import { sendDeletion } from './steps/user-effects.ts';
import type { Check, Sending } from './types.ts';

/** The job of a deletion is read by another tenant, or (`caller: nobody`) without credentials. */
export const foreignJob: Check = {
  name: 'foreign-job',
  facts: ['status', 'body', 'job'],
  with: { properties: { caller: { enum: ['tenant', 'nobody'] } } },
  needsJob: true,
  needs: () => ({ deleted: 1, preserved: 0 }),
  async run(context) {
    const { other } = context.authenticators;
    const isNobody = context.requirement.with['caller'] === 'nobody';
    const about = isNobody ? 'the read of a job without credentials' : "the read of another tenant's job";
    if (!isNobody && !other) return [{ about, exchanges: [], notJudged: noSecondTenant(context.vendor.profile.env) }];
    const [victim] = (await context.users.acquire({})) as [User];
    const { exchange: accepted } = await sendDeletion(context, [victim], 'the deletion', 'setup');
    const id = isAccepted(context, accepted) ? startedJob(context, accepted) : undefined;
    if (isAccepted(context, accepted)) await context.users.wasDeleted(victim, accepted.at);
    const own = id === undefined ? undefined : await readJob(context, id);
    const missing = own && ['pending', 'done', 'failed'].includes(own.state) ? own.notJudged : noJob;
    if (id === undefined || !own || missing) return [{ about, exchanges: [accepted], notJudged: missing ?? noJob }];
    const sign: Sending['sign'] = isNobody ? (request) => request : (request) => other?.sign(request) ?? request;
    const sending: Partial<Sending> = {
      role: 'fault',
      about,
      conforms: !isNobody,
      sign,
      ...(isNobody ? { badCredentials: false } : {}),
    };
    const { state, exchange, notJudged } = await readJob(context, id, sending);
    const exchanges = [accepted, own.exchange, exchange];
    return [{ about, exchanges, ...(notJudged ? { notJudged } : { facts: { ...answerFacts(exchange), job: state } }) }];
  },
};

const noJob = inconclusive('setup', 'The deletion started no job that its own caller can read.');
