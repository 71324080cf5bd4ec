/* Written by `npm run types` from specs/cassette.schema.json. Change the schema instead. */

export type Names = string[];

export type Count = number;

export type Headers = [string, string][];

/** Text where it is UTF-8; secrets are redacted. */
export type Body =
  | string
  | {
      base64: string;
    };

export interface CassetteFile {
  schemaVersion: 2;
  vendor: string;
  suite: {
    name: string;
    version: string;
    commit: string | null;
    /** Set where files of the commit were changed. */
    modified?: true;
  };
  contract: {
    version: string;
    sha256: string;
  };
  /** Of the generated cases. */
  seed: number;
  /** What ids and card numbers were derived from. It opens nothing: the users of the run are deleted. */
  runSecret: string;
  /** All instants are counted from it. */
  recordedAt: string;
  /** What the ids of the judged requirements match; null: the whole catalogue was judged. */
  selection: string | null;
  allowHazardous: boolean;
  target: Target;
  /** What the run came to, by requirement. */
  verdicts: {
    [k: string]:
      'pass' | 'fail' | 'warn' | 'info' | 'not-observed' | 'not-applicable' | 'not-run' | 'inconclusive' | 'error';
  };
  places: Place[];
}

/** What was declared about the target. */
export interface Target {
  kind: 'configured' | 'sandbox';
  baseUrl: string;
  further?: {
    variable: string;
    baseUrl: string;
    operations: string[];
  }[];
  loopback: boolean;
  production: boolean;
  credentials: Credentials;
  other: null | Credentials;
  headers: Names;
  userIds: null | Names;
  maxUsers: Count;
  observe: 'read' | 'repeat' | 'none' | null;
  settleMs: Count;
  deadlineMs: Count;
  timeoutMs: Count;
  cardRanges: null | Names;
  encrypted: boolean;
  variables: Names;
}

/** The scheme, and the variables that held the credentials. */
export interface Credentials {
  scheme: string;
  names: {
    [k: string]: string;
  };
}

/** Everything of one requirement, of the preflight or of the final check. */
export interface Place {
  place: string;
  startedAt: number;
  /** The answers it received about what the requirements share, by question and number, where that was not the usual answer. */
  answers?: {
    [k: string]: unknown;
  };
  exchanges: Exchange[];
}

/** One turn to send. Without a request nothing was sent. */
export interface Exchange {
  /** When it was sent, in ms after recordedAt. */
  at: number;
  until?: number;
  /**
   * Where several things were under way together: which event of its place the turn was, and which the end.
   *
   * @minItems 1
   * @maxItems 2
   */
  events?: [number] | [number, number];
  request?: Request;
  response?: Response;
  error?: {
    kind: 'timeout' | 'refused' | 'reset' | 'dns' | 'tls' | 'protocol' | 'unsent';
    message: string;
    durationMs: Count;
    /** The server had closed a connection that it had kept open. */
    reused?: true;
    /** Why the request was not sent on purpose. */
    reason?:
      | 'held-back'
      | 'provoking'
      | 'credential-limit'
      | 'transport'
      | 'credentials-refused'
      | 'no-user'
      | 'rate-limited'
      | 'interrupted'
      | 'suite';
  };
}

export interface Request {
  method: string;
  /** Behind the base URL; the whole URL where it is another. */
  path: string;
  headers: Headers;
  body?:
    | Body
    | {
        encrypted: true;
      };
}

export interface Response {
  status: number;
  headers: Headers;
  body: Body;
  truncated?: true;
  contentEncoding?: string;
  httpVersion?: '1.0';
  durationMs: Count;
}
