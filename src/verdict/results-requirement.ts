/* Written by `npm run types` from specs/results.schema.json. Change the schema instead. */

/** <vendor>/<slug> */
export type Id = string;

export type Area = 'contract' | 'input' | 'credentials' | 'erasure' | 'isolation' | 'repetition' | 'batch';

export type Level = 'MUST' | 'SHOULD' | 'MAY';

export type Verdict =
  'pass' | 'fail' | 'warn' | 'info' | 'not-observed' | 'not-applicable' | 'not-run' | 'inconclusive' | 'error';

export type Reason =
  | 'pending'
  | 'stateless'
  | 'unobservable'
  | 'not-deleted'
  | 'no-user'
  | 'no-second-tenant'
  | 'held-back'
  | 'provoking'
  | 'credential-limit'
  | 'transport'
  | 'setup'
  | 'absent'
  | 'network'
  | 'timeout'
  | 'rate-limited'
  | 'gateway'
  | 'interrupted'
  | 'credentials-refused'
  | 'control'
  | 'undocumented-answer'
  | 'not-observed'
  | 'declared'
  | 'suite';

/** UTC */
export type Instant = string;

/** Why a request was sent. */
export type Role = 'setup' | 'control' | 'act' | 'fault' | 'observe';

/** Field lines in their order; values outside the allow-list are redacted. */
export type Headers = [string, string][];

/** The first 4,096 bytes of text, else size and hash; null where there is no body. */
export type Body = string | null;

export interface RequirementResult {
  id: Id;
  vendor: string;
  area: Area;
  level: Level;
  optional: boolean;
  hazardous: boolean;
  text: string;
  source: string;
  check: string;
  verdict: Verdict;
  /** Why the verdict is not a judgement. */
  reason: null | Reason;
  message: string;
  expected: string;
  actual: string;
  try: string;
  pending: null | {
    deadline: Instant;
  };
  /** Set where the requirement is newer than the edition: judged and shown, not counted. */
  newer?: true;
  /** Set where a gateway answered instead of the API: not judged, and no reason for an incomplete run. */
  excused?: true;
  knownFailure: null | {
    reason: string;
    link: string;
    expires: string;
  };
  evidence: Evidence[];
  /** How many exchanges decided the verdict; evidence may hold fewer. */
  evidenceTotal: number;
  /** Of a violation that a shell can show again. Absent in earlier reports. */
  reproduce?: {
    /** For bash and curl: it creates its own users, sends, looks, and prints each status. */
    script: string;
    /** What its lines printed in the run, in order; a script prints other lines for the creation of users. */
    answers: {
      label: string;
      /** As curl prints it; 000 where no answer came. */
      status: string;
    }[];
  };
}

export interface Evidence {
  role: Role;
  /** What it is and whom it concerns, for a reader: Read of the user after the deletion. Absent in earlier reports. */
  title?: string;
  /** What the exchange is about: the deleted user, another user, a faulty request. Absent in earlier reports. */
  concerns?: string;
  at: Instant;
  request: {
    method: string;
    url: string;
    headers: Headers;
    body: Body;
    bodyBytes: number;
  };
  response?: {
    status: number;
    headers: Headers;
    body: Body;
    bodyBytes: number;
    truncated: boolean;
    durationMs: number;
  };
  error?: {
    kind: 'timeout' | 'refused' | 'reset' | 'dns' | 'tls' | 'protocol' | 'unsent';
    message: string;
    durationMs: number;
  };
  schemaErrors: {
    path: string;
    message: string;
  }[];
  curl: string;
}
