import { finalObservation } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** A user that must live still does at the end of the run. */
export const stillLives: RunLevelCheck = {
  name: 'still-lives',
  facts: ['bystander'],
  observe(_, { finalCheck }) {
    return finalCheck.filter(({ deleted }) => !deleted).map((one) => finalObservation('bystander', one));
  },
};
