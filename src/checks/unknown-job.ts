import { jobOf, readJob } from './steps/job.ts';
import { answerFacts } from './steps/response-facts.ts';
import type { Check } from './types.ts';

/** The read of a job that does not exist. */
export const unknownJob: Check = {
  name: 'unknown-job',
  facts: ['status', 'body', 'job'],
  needsJob: true,
  async run(context) {
    const template = jobOf(context).unknown?.id ?? '{uuid}';
    const { state, exchange, notJudged } = await readJob(context, context.idFiller()(template));
    const about = 'the read of a job that does not exist';
    return [
      {
        about,
        exchanges: [exchange],
        ...(notJudged ? { notJudged } : { facts: { ...answerFacts(exchange), job: state } }),
      },
    ];
  },
};
