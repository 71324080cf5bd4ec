import { finalObservation } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** A user whose deletion was accepted is still gone at the end of the run. */
export const staysGone: RunLevelCheck = {
  name: 'stays-gone',
  facts: ['victim'],
  observe(_, { finalCheck }) {
    return finalCheck
      .filter(({ deleted, byCleanup }) => deleted && !byCleanup)
      .map((one) => finalObservation('victim', one));
  },
};
