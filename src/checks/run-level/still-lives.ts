import { notDeleted } from '../../verdict/isolation.ts';
import { finalObservation } from './observation.ts';
import type { FinalCheckEntry, RunLevelCheck, RunLevelObservation } from './types.ts';

/** A user that must live still does at the end of the run. Where nobody was deleted that shows nothing (A47). */
export const stillLives: RunLevelCheck = {
  name: 'still-lives',
  facts: ['bystander'],
  observe(_, { finalCheck: all }) {
    const finalCheck = all.filter(({ byCleanup }) => !byCleanup);
    const seen = finalCheck.filter(({ deleted }) => !deleted).map((one) => finalObservation('bystander', one));
    return seen.length > 0 ? [...seen, ...idle(finalCheck.filter(({ deleted }) => deleted))] : seen;
  },
};

/** Nobody is seen gone, and somebody who exists had the time to go. */
function idle(deleted: readonly FinalCheckEntry[]): RunLevelObservation[] {
  const isLeft = ({ state, pending }: FinalCheckEntry) => state === 'living' && pending === null;
  if (!deleted.some(isLeft) || deleted.some(({ state }) => state === 'gone' || state === 'terminating')) return [];
  return [{ about: 'the deletions of the run', notJudged: notDeleted('Every deleted user'), evidence: [] }];
}
