import type { Transport } from '../types.ts';

/** What a request is about, as far as limits count by it. */
export interface About {
  /** The operation, or method and path. */
  readonly path: string;
  /** What distinguishes this request from others on the path; asked for only where one was refused. */
  readonly request: () => string;
  /** Whether its credentials are meant to be refused, or it has none. */
  readonly badCredentials?: boolean;
}

/** What a run reports of its pace. */
export interface PacingReport {
  /** Requests that were refused: 429, or 503 with Retry-After. */
  readonly refused: number;
  /** Times that all requests paused. */
  readonly pauses: number;
  /** How long they paused in all, in ms. */
  readonly waitedMs: number;
  /** The pace at the end, in requests a second; null: as they came. */
  readonly perSecond: number | null;
  /** Whether the target never stopped refusing, so that the rest was not sent. */
  readonly gaveUp: boolean;
}

/** What somebody who waits for a run wants to know. */
export interface PacingStatus {
  /** Requests sent so far. */
  readonly requests: number;
  readonly perSecond: number | null;
  /** Until when nothing is sent, in ms since the epoch; null: it is. */
  readonly pausedUntil: number | null;
}

/** Decides when the next request to one target may start, by what the target answers. */
export interface Pacer {
  /** Resolves when a request of this kind may start. */
  turn(about?: About): Promise<void>;
  /** Whether nothing may start at this moment. */
  readonly isPaused: boolean;
  /** The same transport, whose answers set the pace; it refuses where the target never stops refusing. */
  transport(inner: Transport, about?: About): Transport;
  /** How many requirements may be under way together. */
  readonly concurrency: number;
  /** Undefined where nothing was refused and nothing paused. */
  report(): PacingReport | undefined;
  status(): PacingStatus;
  /** A sentence about the rate that would fit. */
  fitting(): string;
}
