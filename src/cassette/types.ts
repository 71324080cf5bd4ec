import type { ExchangeErrorKind, UnsentReason } from '../http/types.ts';
import type { FurtherHost } from '../configuration/types.ts';
import type { Verdict } from '../verdict/types.ts';

/** The version of the format. A cassette of another one cannot be replayed. */
export const CASSETTE_VERSION = 2;

/**
 * All that one vendor's part of a run exchanged with its target, redacted: enough to run it again without one.
 * Schema: `specs/cassette.schema.json`.
 */
export interface Cassette {
  readonly schemaVersion: typeof CASSETTE_VERSION;
  readonly vendor: string;
  readonly suite: { readonly name: string; readonly version: string; readonly commit: string | null };
  readonly contract: { readonly version: string; readonly sha256: string };
  /** Of the generated cases. */
  readonly seed: number;
  /** What ids and card numbers were derived from. It opens nothing: the users of the run are deleted. */
  readonly runSecret: string;
  /** ISO instant; all others are counted from it. */
  readonly recordedAt: string;
  /** Regular expression that the ids of the judged requirements match; null: all of them were judged. */
  readonly selection: string | null;
  readonly allowHazardous: boolean;
  readonly target: TargetFacts;
  /** What the run came to, by requirement. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The preflight, every requirement that was run, whether it sent anything or not, and the final check. */
  readonly places: readonly StoredPlace[];
}

/** What the operator had declared about the target. */
export interface TargetFacts {
  readonly kind: 'configured' | 'sandbox';
  /** Without userinfo, and without the values of its query. */
  readonly baseUrl: string;
  /** Further hosts of the vendor, likewise; absent: none. */
  readonly further?: readonly FurtherHost[];
  readonly loopback: boolean;
  readonly production: boolean;
  /** Of each tenant: the scheme, and the names of the variables that held the credentials. */
  readonly credentials: NamedCredentials;
  readonly other: NamedCredentials | null;
  /** Names of further request headers. */
  readonly headers: readonly string[];
  /** Ids of the offered users; null where the run created its own. */
  readonly userIds: readonly string[] | null;
  readonly maxUsers: number;
  readonly observe: 'read' | 'repeat' | 'none' | null;
  readonly settleMs: number;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly cardRanges: readonly string[] | null;
  /** Whether bodies were encrypted where the contract has it. */
  readonly encrypted: boolean;
  /** Names of all variables that were set. */
  readonly variables: readonly string[];
}

/** The scheme, and which variable held which credential. */
export interface NamedCredentials {
  readonly scheme: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Everything of one requirement, of the preflight or of the final check. */
export interface StoredPlace {
  readonly place: string;
  /** When it began, in ms after `recordedAt`. */
  readonly startedAt: number;
  /** The answers it received about what the requirements share, by question and number, where that was not the usual answer. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** In order of their turns. */
  readonly exchanges: readonly StoredExchange[];
}

/** One turn to send: a request and its answer, redacted. */
export interface StoredExchange {
  /** When it was sent, and when it ended, in ms after `recordedAt`. */
  readonly at: number;
  readonly until?: number;
  /**
   * Where several things of a place were under way together: which of its events the turn was, and which the end of
   * the exchange. Missing: one thing happened after another.
   */
  readonly events?: readonly [turn: number, end?: number];
  /** Absent where the client took its turn and sent nothing. */
  readonly request?: StoredRequest;
  readonly response?: StoredResponse;
  readonly error?: {
    readonly kind: ExchangeErrorKind;
    readonly message: string;
    readonly durationMs: number;
    /** The server had closed a connection that it had kept open. */
    readonly reused?: true;
    /** Of a request that was not sent on purpose. */
    readonly reason?: UnsentReason;
  };
}

/** What of a request is kept and compared. */
export interface StoredRequest {
  readonly method: string;
  /** Behind the base URL, query included; the whole URL where it is another. */
  readonly path: string;
  /** Without credentials, and without what the operator adds. */
  readonly headers: readonly StoredHeader[];
  /** Absent: the request has none. */
  readonly body?: StoredBody | { readonly encrypted: true };
}

/** An answer as a replay gives it. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: readonly StoredHeader[];
  readonly body: StoredBody;
  /** Absent: false. */
  readonly truncated?: true;
  readonly contentEncoding?: string;
  readonly httpVersion?: '1.0';
  readonly durationMs: number;
}

export type StoredHeader = readonly [name: string, value: string];

/** Text where it is UTF-8. */
export type StoredBody = string | { readonly base64: string };
