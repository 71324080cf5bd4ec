import type { NotJudged } from '../verdict/types.ts';
import type { Observation, Tries } from '../checks/types.ts';

/** Attempts at one requirement that the network keeps from being judged. */
export const MOST_ATTEMPTS_IN_WEATHER = 6;

/** What the network did to a requirement, as the reason why it is not judged. */
const WEATHER: readonly NotJudged['reason'][] = ['network', 'timeout', 'gateway'];

/** Counts, over all attempts at a requirement, how often in a row a judged request got no answer. */
export function createTries(): Tries {
  const counts = new Map<string, number>();
  return {
    unanswered(about) {
      const count = (counts.get(about) ?? 0) + 1;
      counts.set(about, count);
      return count;
    },
    answered: (about) => void counts.delete(about),
  };
}

/** Whether the network kept something from being judged. */
export function isWeather(observations: readonly Observation[]): boolean {
  return observations.some(({ notJudged }) => notJudged !== undefined && WEATHER.includes(notJudged.reason));
}

/** Whether there are no users for a further attempt. */
export function isWithoutUsers(observations: readonly Observation[]): boolean {
  return observations.some(({ notJudged }) => notJudged?.reason === 'no-user');
}
