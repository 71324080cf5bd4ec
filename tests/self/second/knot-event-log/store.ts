import type { Clock } from '../../../../src/clock.ts';
import { isAbout, type Happening, type KnotEvent, type Who } from './events.ts';
import { apply, type User } from './projection.ts';

/** Who asks the projection, for stores that keep more than one. */
export interface Reading {
  readonly now: number;
  /** How many reads came before. */
  readonly count: number;
  /** The filter of the read, if any. */
  readonly filter: 'merchant' | 'type' | undefined;
}

/** The parts of the store; a fault is another implementation of one of them. */
export interface StoreParts {
  /** The events that have reached the projection. */
  readonly deliver: (log: readonly KnotEvent[], reading: Reading) => readonly KnotEvent[];
  readonly isAbout: (event: KnotEvent, who: Who) => boolean;
  readonly apply: (user: User | undefined, event: KnotEvent, now: number) => User | undefined;
  /** What is written of an event; what is not returned is lost. */
  readonly write: (event: KnotEvent, log: readonly KnotEvent[]) => readonly KnotEvent[];
  /** What is left of the log after an event was written. */
  readonly compact: (log: readonly KnotEvent[], latest: KnotEvent) => readonly KnotEvent[];
}

/** How far the projection is behind the log, and which parts differ. */
export interface StoreOptions extends Partial<StoreParts> {
  readonly projectionDelayMs?: number;
}

/** An append-only log. Commands are decided by the log; reads are answered by a projection that may be behind it. */
export function openStore(clock: Clock, { projectionDelayMs = 0, ...changes }: StoreOptions = {}) {
  const parts: StoreParts = {
    deliver: (log, { now }) => log.filter(({ at }) => at + projectionDelayMs <= now),
    isAbout,
    apply,
    write: (event) => [event],
    compact: (log) => log,
    ...changes,
  };
  let log: readonly KnotEvent[] = [];
  let count = 0;

  const rebuild = (events: readonly KnotEvent[], who: Who): User | undefined => {
    const now = clock.now();
    const about = events.filter((event) => parts.isAbout(event, who));
    return about.reduce<User | undefined>((user, event) => parts.apply(user, event, now), undefined);
  };

  return {
    append(happening: Happening): void {
      const event = { ...happening, at: clock.now() };
      log = parts.compact([...log, ...parts.write(event, log)], event);
    },
    /** The user by the log itself. */
    current: (who: Who) => rebuild(log, who),
    /** The user by the projection. */
    projected: (who: Who, filter?: Reading['filter']) =>
      rebuild(parts.deliver(log, { now: clock.now(), count: count++, filter }), who),
  };
}

/** An opened store. */
export type Store = ReturnType<typeof openStore>;
