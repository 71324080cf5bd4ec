import type { Credentials } from '../../auth/credentials.ts';
import type { StoredPart } from '../../exchange/cassette/types.ts';
import type { Verdict } from '../../verdict/types.ts';

/**
 * All that one vendor's part of a run exchanged with its target, redacted, with stand-ins for secrets and ids: enough to
 * run it again without one. Schema: `specs/cassette.schema.json`.
 */
export interface Cassette {
  readonly schemaVersion: 1;
  readonly vendor: string;
  readonly suite: { readonly name: string; readonly version: string; readonly commit: string | null };
  readonly contract: { readonly version: string; readonly sha256: string };
  /** Of the generated cases. */
  readonly seed: number;
  /** A stand-in. */
  readonly runPrefix: string;
  /** ISO instant; all others are counted from it. */
  readonly recordedAt: string;
  /** Regular expression that the ids of the judged requirements match; null: all of them were judged. */
  readonly selection: string | null;
  readonly allowHazardous: boolean;
  readonly target: TargetFacts;
  /** What the run came to, by requirement. */
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The phases around the requirements, and every requirement that was run, whether it sent anything or not. */
  readonly parts: readonly StoredPart[];
}

/** What the operator had declared about the target. */
export interface TargetFacts {
  readonly kind: 'configured' | 'sandbox';
  /** Without userinfo, and without the values of its query. */
  readonly baseUrl: string;
  readonly loopback: boolean;
  readonly production: boolean;
  /** Of each tenant: the scheme, and the names of the variables that held the credentials. */
  readonly credentials: NamedCredentials;
  readonly other: NamedCredentials | null;
  /** Names of further request headers. */
  readonly headers: readonly string[];
  /** Stand-ins for the offered users; null where the run created its own. */
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

export interface NamedCredentials {
  readonly scheme: Credentials['scheme'];
  readonly names: Readonly<Record<string, string>>;
}
