import type { Redactor } from '../exchange/redact.ts';
import type { About } from '../exchange/pacing/types.ts';
import type { Clock, Transport } from '../exchange/types.ts';
import type { Identities, Target } from '../target/types.ts';
import type { SharedAnswers } from '../users/types.ts';
import type { Vendor } from '../vendor/types.ts';

/**
 * A place of a run is what sends requests on its own account: a requirement, the preflight, the final check. What a
 * place draws, when it sends and what it is told depends on no other place, so each is recorded and replayed by itself.
 */

/** How requests reach the target. */
export interface Line {
  readonly clock: Clock;
  /** Resolves, when a request of this kind may start, to what sends that one request. */
  readonly turn: (about?: About) => Promise<Transport>;
}

/** The line of one place. */
export interface PlaceLine extends Line {
  readonly shared: SharedAnswers;
  /** Called when the place is done: the sentence that keeps its result from counting, if there is one. */
  readonly end: () => string | undefined;
}

/** What a tape has to know of the run. */
export interface TapedRun {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly identities: Identities;
  readonly redactor: Redactor;
  readonly allowHazardous: boolean;
}

/** What records the places of a run, or replays them. */
export interface Tape {
  readonly enter: (place: string, live: Line, run: TapedRun) => PlaceLine;
  /** True once a place could not be replayed: what comes after all places would only repeat that. */
  readonly isBroken: () => boolean;
}

/** Answers as they are. */
export const LIVE_ANSWERS: SharedAnswers = { now: (_, __, ask) => ask(), later: (_, __, ask) => ask() };

/** The place that looks at a target before all requirements. */
export const preflightOf = (vendor: string): string => `${vendor}/preflight`;
/** The place that looks at all users after all requirements. */
export const finalCheckOf = (vendor: string): string => `${vendor}/final-check`;
