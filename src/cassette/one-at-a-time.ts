/** Lets one thing happen, and the next one when all that the last one set off has been done. */
export type OneAtATime = <T>(happen: () => T) => Promise<T>;

/**
 * What happens at a place happens one after another, so that the same things in the same order make the place act the
 * same. All that is set off without waiting for the outside is done when the event loop comes round.
 */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (happen) => {
    const happened = last.then(happen);
    last = happened.then(comesRound, comesRound);
    return happened;
  };
}

/** Resolves when the event loop comes round. */
export const comesRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
