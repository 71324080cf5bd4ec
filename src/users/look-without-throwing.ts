import { NotJudgedError } from './not-judged-error.ts';
import type { UserObservation } from './types.ts';

/** One look; where it cannot be judged, that is what it shows. */
export async function lookWithoutThrowing(observe: () => Promise<UserObservation>): Promise<UserObservation> {
  try {
    return await observe();
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return { state: 'unknown', notJudged: error.notJudged, markers: [], exchanges: error.exchanges };
  }
}
