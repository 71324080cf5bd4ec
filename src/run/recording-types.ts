import type { Redactor } from '../evidence/redact.ts';
import type { About } from '../http/pacing/types.ts';
import type { Transport } from '../http/types.ts';
import type { Authenticators, Target } from '../configuration/types.ts';
import type { SharedAnswers } from '../users/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Clock } from '../clock.ts';

/**
 * A place is a part of the run that sends requests: the preflight, one requirement, or the final check. Its random
 * values, its timing and the shared answers that it gets do not depend on other places. So each place is recorded and
 * replayed separately.
 */

/** How requests reach the target. */
export interface TransportAndClock {
  readonly clock: Clock;
  /** Resolves, when a request of this kind may start, to what sends that one request. */
  readonly turn: (about?: About) => Promise<Transport>;
}

/** The transport, clock and shared answers of one place. */
export interface PlaceTransport extends TransportAndClock {
  readonly shared: SharedAnswers;
  /** Called when the place is done. Returns why its result must not count (the replay does not match), or undefined. */
  readonly end: () => string | undefined;
}

/** What a recording has to know of the run. */
export interface RecordedRun {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly authenticators: Authenticators;
  readonly redactor: Redactor;
  readonly allowHazardous: boolean;
}

/** What records the places of a run, or replays them. */
export interface RecordOrReplay {
  readonly enter: (place: string, live: TransportAndClock, run: RecordedRun) => PlaceTransport;
  /** True once a place could not be replayed: what comes after all places would only repeat that. */
  readonly isBroken: () => boolean;
}

/** Answers as they are. */
export const LIVE_ANSWERS: SharedAnswers = { now: (_, __, ask) => ask(), later: (_, __, ask) => ask() };

/** The place that looks at a target before all requirements. */
export const preflightOf = (vendor: string): string => `${vendor}/preflight`;
/** The place that looks at all users after all requirements. */
export const finalCheckOf = (vendor: string): string => `${vendor}/final-check`;
