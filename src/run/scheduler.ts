import type { Requirement } from '../verdict/types.ts';
import type { RowReport } from './types.ts';

/** Judges the requirements of one vendor, some at a time. */
export interface Scheduler {
  /** Judges these in the order of the run, so many at a time as `concurrency` says then. Unknown ids are ignored. */
  start(ids: readonly string[]): void;
  /**
   * Returns the requirement's report, starting it if necessary; undefined if the run was stopped before.
   * @throws Error for a requirement that the run does not judge
   */
  report(id: string): Promise<RowReport | undefined>;
  /** Resolves with every report once nothing is under way and nothing waits. */
  idle(): Promise<RowReport[]>;
  /** Starts no further requirement. */
  stop(): void;
}

export interface SchedulerOptions {
  /** In the order in which they are judged. */
  readonly requirements: readonly Requirement[];
  /** Judges one requirement; should not throw. */
  readonly judge: (requirement: Requirement) => Promise<RowReport>;
  /** How many are under way together: each has waits of its own, so a slow target costs the longest, not the sum. */
  readonly concurrency: () => number;
}

type Entry = PromiseWithResolvers<RowReport | undefined> & { readonly requirement: Requirement; started: boolean };

/** Creates a scheduler that has started nothing. */
export function createScheduler({ requirements, judge, concurrency }: SchedulerOptions): Scheduler {
  const entries = new Map<string, Entry>();
  let underWay = 0;
  let stopped = false;

  const add = (requirement: Requirement): Entry => {
    const entry = { ...withResolvers<RowReport | undefined>(), requirement, started: false };
    // Nobody may ever ask for it.
    entry.promise.catch(() => undefined);
    entries.set(requirement.id, entry);
    return entry;
  };

  const begin = (entry: Entry): void => {
    underWay += 1;
    entry.started = true;
    void judge(entry.requirement)
      .then(entry.resolve, entry.reject)
      .finally(() => {
        underWay -= 1;
        advance();
      });
  };

  const advance = (): void => {
    const waiting = requirements.flatMap(({ id }) => entries.get(id) ?? []).filter(({ started }) => !started);
    for (const entry of waiting) {
      if (stopped) entry.resolve(undefined);
      else if (underWay < concurrency()) begin(entry);
    }
  };

  return {
    start(ids) {
      const asked = new Set(ids);
      for (const one of requirements) if (asked.has(one.id) && !entries.has(one.id)) add(one);
      advance();
    },
    report(id) {
      const requirement = requirements.find((one) => one.id === id);
      if (!requirement) return Promise.reject(new Error(`This run does not judge ${id}.`));
      const { promise } = entries.get(id) ?? add(requirement);
      advance();
      return promise;
    },
    async idle() {
      const reports = await Promise.all([...entries.values()].map(({ promise }) => promise));
      return reports.flatMap((report) => report ?? []);
    },
    stop() {
      stopped = true;
      advance();
    },
  };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** `Promise.withResolvers` of ES2024, which Node 20 lacks. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
