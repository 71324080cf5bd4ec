import type { Area, Level, Outcome, Reason, Verdict } from './types.ts';
import type { PacingReport } from '../exchange/pacing/types.ts';
import type { ExchangeErrorKind, Role } from '../exchange/types.ts';

/** The shape of `results.json`; `specs/results.schema.json` is its published twin. All of it is redacted. */
export interface Results {
  schemaVersion: 2;
  runId: string;
  outcome: Outcome;
  headline: string;
  suite: { name: string; version: string; commit: string | null };
  startedAt: string;
  finishedAt: string;
  seed: number;
  partial: null | { selection: string };
  shard: null | { current: number; total: number };
  options: { strict: boolean; acceptUnprovenErasure: boolean; allowHazardous: boolean; partial: boolean };
  targets: TargetReport[];
  requirements: RequirementResult[];
  excluded: { id: string; vendor: string; level: Level; text: string; source: string; reason: string }[];
  errata: { vendor: string; id: string; where: string; reason: string; source: string }[];
  counts: Record<Verdict, number>;
  cleanup: { vendor: string; left: string[]; message: string }[];
  /** Names of the variables that were set, secrets as `[redacted]`. */
  configuration: Record<string, string>;
  detection: string | null;
  /** Where the run keeps a ledger: how many deletions it noted, and the SHA-256 (hex) of them. */
  ledger: null | { entries: number; sha256: string };
  /** Every entry of the list that was given, by its id or glob, with what it came to. */
  knownFailures: {
    id: string;
    reason: string;
    link: string;
    expires: string;
    /** `passing` gates; `open`: nothing it names was judged to fail or to pass; `unselected`: nor asked for. */
    state: 'failing' | 'passing' | 'open' | 'expired' | 'unselected';
  }[];
  /** Written last; a file without it is not a result. */
  complete: true;
}

export interface TargetReport {
  vendor: string;
  kind: 'configured' | 'sandbox';
  baseUrl: string;
  contract: { title: string; version: string; source: string; publishedSha256: string; sha256: string };
  declared: {
    users: 'created' | 'offered' | 'none';
    observe: 'read' | 'repeat' | 'command' | 'none';
    /** Why this way of observing was chosen. */
    observeBecause: string;
    otherTenant: boolean;
    settleMs: number;
    deadlineMs: number;
    maxUsers: number;
    [further: string]: unknown;
  };
  /** Notes on the target that a reader needs: statelessness, which read-back counted as gone, how short secrets were matched. */
  notes: string[];
  /** How the target's limits were met; null where none was, absent in reports of earlier versions. */
  pacing?: PacingReport | null;
}

export interface RequirementResult {
  id: string;
  vendor: string;
  area: Area;
  level: Level;
  optional: boolean;
  hazardous: boolean;
  text: string;
  source: string;
  check: string;
  verdict: Verdict;
  reason: Reason | null;
  message: string;
  expected: string;
  actual: string;
  try: string;
  pending: null | { deadline: string };
  knownFailure: null | { reason: string; link: string; expires: string };
  evidence: Evidence[];
  /** How many exchanges decided the verdict; `evidence` holds ten of them at most. */
  evidenceTotal: number;
}

export interface Evidence {
  role: Role;
  at: string;
  request: { method: string; url: string; headers: [string, string][]; body: string | null; bodyBytes: number };
  response?: {
    status: number;
    headers: [string, string][];
    body: string | null;
    bodyBytes: number;
    truncated: boolean;
    durationMs: number;
  };
  error?: { kind: ExchangeErrorKind; message: string; durationMs: number };
  schemaErrors: { path: string; message: string }[];
  curl: string;
}
