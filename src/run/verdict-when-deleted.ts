import type { Observation } from '../checks/types.ts';
import type { Redactor } from '../evidence/redact.ts';
import { cut } from '../verdict/condition.ts';
import { judge } from '../verdict/judge.ts';
import type { Requirement } from '../verdict/types.ts';
import type { VerdictWhenDeleted } from './types.ts';

/** Half of a secret at the end of a text that was cut would be found by nobody. */
export const shorteningWith = (redactor: Redactor) => (text: string) => cut(redactor.text(text));

/** What a requirement is once every deletion that is pending is met. A step that waited for one was never taken. */
export function whenDeleted(
  requirement: Requirement,
  observations: readonly Observation[],
  redactor: Redactor,
): VerdictWhenDeleted {
  const afterwards = observations.map(({ about, facts, notJudged, concerns, factsWhenDeleted: whenDeleted }) =>
    whenDeleted
      ? { about, facts: whenDeleted }
      : { about, ...(facts ? { facts } : {}), ...(notJudged ? { notJudged } : {}), ...(concerns ? { concerns } : {}) },
  );
  const { verdict, reason, actual, message } = judge(requirement, afterwards, shorteningWith(redactor));
  if (reason !== 'pending')
    return { verdict, actual, ...(verdict === 'fail' || verdict === 'warn' ? { message } : {}) };
  return {
    verdict: 'not-run',
    actual:
      'A later step needs this deletion to be done, which took longer than the run watched: run again with a longer …_SETTLE_MS.',
  };
}
