import type { Requirement } from '../verdict/types.ts';
import type { RequirementReport } from './types.ts';

/** Judges the requirements of one vendor, some at a time. */
export interface Scheduler {
  /** Judges these in the order of the run, as many at a time as `concurrency` allows then. Unknown ids are ignored. */
  start(ids: readonly string[]): void;
  /**
   * Returns the requirement's report, starting it if necessary; undefined if the run was stopped before.
   * @throws Error for a requirement that the run does not judge
   */
  report(id: string): Promise<RequirementReport | undefined>;
  /** Resolves with every report once nothing is under way and nothing waits. */
  idle(): Promise<RequirementReport[]>;
  /** Starts no further requirement. */
  stop(): void;
}

export interface SchedulerOptions {
  /** In the order in which they are judged. */
  readonly requirements: readonly Requirement[];
  /** Judges one requirement; should not throw. */
  readonly judge: (requirement: Requirement) => Promise<RequirementReport>;
  /** How many are under way together: each has waits of its own, so a slow target costs the longest, not the sum. */
  readonly concurrency: () => number;
  /** What only one requirement at a time may have; default: nothing. */
  readonly lane?: (requirement: Requirement) => string | undefined;
}

type Entry = PromiseWithResolvers<RequirementReport | undefined> & {
  readonly requirement: Requirement;
  started: boolean;
};

/** Creates a scheduler that has started nothing. */
export function createScheduler({ requirements, judge, concurrency, lane }: SchedulerOptions): Scheduler {
  const entries = new Map<string, Entry>();
  const taken = new Set<string>();
  let underWay = 0;
  let stopped = false;

  const add = (requirement: Requirement): Entry => {
    const entry = { ...withResolvers<RequirementReport | undefined>(), requirement, started: false };
    // Nobody may ever ask for it.
    entry.promise.catch(() => undefined);
    entries.set(requirement.id, entry);
    return entry;
  };

  const begin = (entry: Entry): void => {
    const own = lane?.(entry.requirement);
    underWay += 1;
    entry.started = true;
    if (own !== undefined) taken.add(own);
    void judge(entry.requirement)
      .then(entry.resolve, entry.reject)
      .finally(() => {
        underWay -= 1;
        if (own !== undefined) taken.delete(own);
        advance();
      });
  };

  const advance = (): void => {
    const waiting = requirements.flatMap(({ id }) => entries.get(id) ?? []).filter(({ started }) => !started);
    for (const entry of waiting) {
      if (stopped) entry.resolve(undefined);
      else if (underWay < concurrency() && !taken.has(lane?.(entry.requirement) ?? '')) begin(entry);
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
