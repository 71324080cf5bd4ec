/** What goes over the wire and what came back: the vocabulary of RFC 9110, nothing of any vendor. */

/** Field lines in the order and spelling in which they are sent or arrived. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** One HTTP request, exactly as it is written: nothing is added to it but what HTTP/1.1 itself demands. */
export interface WireRequest {
  readonly method: string;
  /** Absolute URL, query included. */
  readonly url: string;
  readonly headers: HeaderLines;
  /** Raw body bytes; absent means no body at all (no Content-Length either, where the method allows). */
  readonly body?: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: HeaderLines;
  /** Body bytes after content decoding, cut at the cap. */
  readonly body: Buffer;
  /** True where the body passed the byte cap, never ended, or ended before its declared length. */
  readonly truncated: boolean;
  /** Content-Encoding as it arrived, where the response was compressed. */
  readonly contentEncoding?: string;
  /** From the first byte sent to the last byte read, in ms. */
  readonly durationMs: number;
  /** Set where another request had been sent on the connection before. */
  readonly reused?: true;
  /** Set where the answer is one of HTTP/1.0, whose servers know no chunks. */
  readonly httpVersion?: '1.0';
  /** What the body states, as text and as JSON, where it was read already: a large one is not read by everyone who asks. */
  readonly text?: string;
  readonly json?: JsonBody;
  /** Set where the body was large: `body` is empty then, and `json` a smaller value that answers the same. */
  readonly condensed?: CondensedBody;
}

/** What a run keeps of the bytes of a large body once it was compared with the contract. */
export interface CondensedBody {
  readonly bytes: number;
  /** Its beginning, redacted, as evidence shows it. */
  readonly shown: string | null;
}

export type JsonProblem = 'empty' | 'truncated' | 'not-utf8' | 'not-json' | 'doubly-encoded';

/** What a strict reader makes of a body. `message` holds none of the body's own text. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown; readonly bom: boolean }
  | { readonly ok: false; readonly problem: JsonProblem; readonly message: string };

export type ExchangeErrorKind =
  | 'timeout' // no status line within the time limit
  | 'refused' // nothing listens there
  | 'reset' // the connection ended before a status line
  | 'dns'
  | 'tls'
  | 'protocol' // what came back is not HTTP
  | 'unsent'; // the client did not send it: the guard, or a target that stopped answering

/** Why a request was withheld on purpose, where it was: a word of the reasons that results give. */
export type UnsentReason =
  | 'held-back'
  | 'provoking'
  | 'credential-limit'
  | 'transport'
  | 'credentials-refused'
  | 'no-user'
  | 'rate-limited'
  | 'interrupted'
  | 'suite';

/** Thrown by a transport when no answer came. */
export class ExchangeError extends Error {
  readonly kind: ExchangeErrorKind;
  readonly durationMs: number;
  /** Of an unsent one that was withheld on purpose. */
  readonly reason: UnsentReason | undefined;
  /**
   * The server closed a connection that it had kept open, and answered nothing. Whether it had received the request is not
   * known, so this accuses nobody.
   */
  readonly reused: true | undefined;

  constructor(kind: ExchangeErrorKind, message: string, durationMs = 0, reason?: UnsentReason, reused?: true) {
    super(message);
    this.name = 'ExchangeError';
    this.kind = kind;
    this.durationMs = durationMs;
    this.reason = reason;
    this.reused = reused;
  }
}

export interface Limits {
  /** Time until the whole answer must have arrived, in ms. */
  readonly timeoutMs: number;
  /** Cap on the bytes read from the wire and on the bytes after decompression, each. */
  readonly maxBytes: number;
  /** Default: as the transport chooses. */
  readonly connection?: ConnectionWish;
  /** Why it is sent, for what counts requests. */
  readonly role?: Role;
}

/**
 * `fresh`: on a connection of its own, which is closed afterwards. `used`: on one on which something was sent before,
 * where one is open (see `reused`), which stays open for the next request of this kind.
 */
export type ConnectionWish = 'fresh' | 'used';

/**
 * Sends one request and returns its one answer. No followed redirects, no cookies; no retries but that of a GET whose
 * kept connection was closed by the server.
 * @throws ExchangeError when no status line arrived.
 */
export type Transport = (request: WireRequest, limits: Limits) => Promise<WireResponse>;

/** Why a request was sent: the roles of `evidence[].role` in results.json. */
export type Role = 'setup' | 'control' | 'act' | 'fault' | 'observe';

/** One request and what came back, still unredacted: it lives in memory only. */
export interface Exchange {
  readonly role: Role;
  /** UTC instant of sending, in ms since the epoch. */
  readonly at: number;
  /** operationId of the contract; absent for other methods on a path and for other paths. */
  readonly operation?: string;
  /** What was sent, for a reader: "the secret without its end". */
  readonly about?: string;
  /** Set where it was not signed with the target's own credentials as they are. */
  readonly signed?: 'otherwise';
  /** Whether the request itself conforms to the contract (set-up, controls, valid acts). */
  readonly conforms: boolean;
  readonly request: WireRequest;
  readonly response?: WireResponse;
  readonly error?: {
    readonly kind: ExchangeErrorKind;
    readonly message: string;
    readonly durationMs: number;
    /** Of a request that was withheld on purpose. */
    readonly reason?: UnsentReason;
    /** See {@link ExchangeError.reused}. */
    readonly reused?: true;
  };
}
