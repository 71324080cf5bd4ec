/** The words of a judgement (R1, R2). Pure data: no network, no clock, no runner. */

export const LEVELS = ['MUST', 'SHOULD', 'MAY'] as const;
export type Level = (typeof LEVELS)[number];

export const AREAS = ['contract', 'input', 'credentials', 'erasure', 'isolation', 'repetition', 'batch'] as const;
export type Area = (typeof AREAS)[number];

export const VERDICTS = [
  'pass',
  'fail',
  'warn',
  'info',
  'not-observed',
  'not-applicable',
  'not-run',
  'inconclusive',
  'error',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const OUTCOMES = ['conformant', 'nonconformant', 'incomplete', 'invalid'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a verdict is not a judgement. A closed list: reports and gates key on it. */
export const REASONS = [
  'pending',
  'stateless',
  'unobservable',
  'not-deleted',
  'no-user',
  'no-second-tenant',
  'held-back',
  'provoking',
  'credential-limit',
  'transport',
  'setup',
  'absent',
  'network',
  'timeout',
  'rate-limited',
  'gateway',
  'interrupted',
  'credentials-refused',
  'control',
  'undocumented-answer',
  'not-observed',
  'declared',
  'suite',
] as const;
export type Reason = (typeof REASONS)[number];

/**
 * What an observation must look like. Keys are names of facts (`status`, `victim`, …) or JSON Pointers (RFC 6901)
 * into the response body, in which `/*` represents every element of a list: one of them must match. Values: a scalar (equality), a status class such as `4xx`, a list (any of), or an object,
 * which is a JSON Schema that the value must meet.
 */
export type Condition = Readonly<Record<string, unknown>>;

/** One line of an expectation: what must, should or may be observed. */
export interface Clause {
  readonly when: Condition;
  readonly level: Level;
}

/** What a check saw, by name. `body` is the parsed JSON body, undefined where there is none. */
export type Facts = Readonly<Record<string, unknown>>;

/** Why an observation cannot be judged. */
export interface NotJudged {
  readonly verdict: 'not-observed' | 'not-applicable' | 'not-run' | 'inconclusive' | 'error';
  readonly reason: Reason;
  readonly message: string;
  /** Set where a deletion is still allowed to be pending: ISO instant of its deadline. */
  readonly deadline?: string;
  /** Set where it does not make a run incomplete: what was in front of the API answered instead of it (A51). */
  readonly excused?: true;
}

/** One requirement as its entry in requirements.yaml states it. */
export interface Requirement {
  readonly id: string;
  readonly vendor: string;
  readonly slug: string;
  readonly area: Area;
  readonly level: Level;
  readonly text: string;
  readonly source: string;
  readonly optional: boolean;
  /** Held back off loopback: it could hit strangers, or it provokes. */
  readonly hazardous: boolean;
  /** Whether a vendor's security team would take it for an attack; hazardous too. */
  readonly provoking: boolean;
  /** Set where it is newer than the edition that counts: it is judged and shown, and decides nothing. */
  readonly newer?: true;
  /** Exactly one of `check` and `excluded` is set. */
  readonly check?: string;
  readonly excluded?: string;
  /** Parameters of the check. */
  readonly with: Readonly<Record<string, unknown>>;
  /** Names (globs) of the generated cases and invalid credentials that this requirement claims. */
  readonly cases: readonly string[];
  /** How many cases and invalid credentials those are. */
  readonly claimed?: number;
  readonly expect: readonly Clause[];
  /** What to try when it breaks: one sentence. */
  readonly try?: string;
}
