import type { ExchangeErrorKind } from '../types.ts';

/** A part of a run that talks to the target: a requirement by its id, or one of the phases around them all. */
export type PartName = string;

/** The phases around the requirements. */
export const BEFORE_ALL = 'before all';
export const AFTER_ALL = 'after all';
/** What is asked once for all requirements, by whichever needs it first. */
export const FOR_ALL = 'for all';

/** Everything of one part, in order of sending. */
export interface StoredPart {
  readonly part: PartName;
  /** When it began, in ms after `recordedAt`. */
  readonly startedAt: number;
  /** So many exchanges were sent one after another; from there on several were under way together. */
  readonly inSequence: number;
  readonly exchanges: readonly StoredExchange[];
}

/** One request and its answer, redacted, with stand-ins for secrets and ids. */
export interface StoredExchange {
  /** When it was sent and when it ended by the clock of the run, in ms after `recordedAt`. */
  readonly at: number;
  readonly until: number;
  readonly request: StoredRequest;
  readonly response?: StoredResponse;
  readonly error?: { readonly kind: ExchangeErrorKind; readonly message: string; readonly durationMs: number };
}

export interface StoredRequest {
  readonly method: string;
  /** Behind the base URL, query included; the whole URL where it is another. */
  readonly path: string;
  /** Those that tell what is sent, and nothing of who sends it. */
  readonly headers: readonly StoredHeader[];
  readonly body: StoredBody | { readonly encrypted: true } | null;
}

export interface StoredResponse {
  readonly status: number;
  readonly headers: readonly StoredHeader[];
  readonly body: StoredBody;
  readonly truncated: boolean;
  readonly contentEncoding?: string;
  readonly durationMs: number;
}

export type StoredHeader = readonly [name: string, value: string];

/** Text where it is UTF-8. */
export type StoredBody = string | { readonly base64: string };
