import { finalObservation } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/**
 * Who had to live until the end of the run is gone when the clean-up has deleted the user. Every user of a refused request
 * and every bystander is deleted so; one whose deletion has time still shows nothing.
 */
export const leftUsersAreDeleted: RunLevelCheck = {
  name: 'left-users-are-deleted',
  facts: ['victim'],
  observe(_, { finalCheck }) {
    const cleaned = finalCheck.filter(({ byCleanup, pending }) => byCleanup === true && pending === null);
    return cleaned.map((one) => finalObservation('victim', one));
  },
};
