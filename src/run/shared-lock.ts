/** Lets many go on at the same time, or one alone. */
export interface SharedLock {
  /** Runs next to others that share; waits while one is alone or waits to be. */
  shared<T>(act: () => Promise<T>): Promise<T>;
  /** Runs when everything that had begun has ended, and nothing else begins meanwhile. */
  alone<T>(act: () => Promise<T>): Promise<T>;
}

/** A lock, free at first. An exclusive request comes before shared ones that began to wait later. */
export function createSharedLock(): SharedLock {
  let last: Promise<unknown> = Promise.resolve();
  let sharing = new Set<Promise<unknown>>();
  return {
    async shared(act) {
      // Others may have come to wait alone while this one waited.
      for (let seen = last; ; seen = last) {
        await seen;
        if (seen === last) break;
      }
      const running = act();
      const ended = running.then(ignore, ignore);
      sharing.add(ended);
      void ended.then(() => sharing.delete(ended));
      return running;
    },
    alone(act) {
      const before = last;
      const running = before.then(async () => {
        const others = sharing;
        sharing = new Set();
        await Promise.all(others);
        return act();
      });
      last = running.then(ignore, ignore);
      return running;
    },
  };
}

const ignore = (): void => undefined;
