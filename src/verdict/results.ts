/* Written by `npm run types` from specs/results.schema.json. Change the schema instead. */

import type { Id, Level, Instant, RequirementResult } from './results-requirement.ts';
export type * from './results-requirement.ts';

export type Outcome = 'conformant' | 'nonconformant' | 'incomplete' | 'invalid';

/** results.json: what one conformance run found. All of it is redacted. */
export interface Results {
  schemaVersion: 2;
  runId: string;
  outcome: Outcome;
  headline: string;
  suite: {
    name: string;
    version: string;
    commit: string | null;
    /** Set where files of the commit were changed. */
    modified?: true;
  };
  startedAt: Instant;
  finishedAt: Instant;
  /** Repeats the generated cases: --seed. */
  seed: number;
  /** Set where only a selection of the requirements was judged. */
  partial: null | {
    selection: string;
  };
  /** Set where --quick chose the requirements: what those of each vendor were measured to catch. */
  quick?: {
    vendor: string;
    /** catches 95 % of held-out composed faults with 90 requests and 12 users */
    figure: string;
  }[];
  shard: null | {
    current: number;
    total: number;
  };
  options: {
    strict: boolean;
    acceptUnprovenErasure: boolean;
    allowHazardous: boolean;
    partial: boolean;
    /** How long deleted users were watched, where longer than usual: --linger. */
    lingerMs?: number;
  };
  targets: TargetReport[];
  requirements: RequirementResult[];
  excluded: {
    id: Id;
    vendor: string;
    level: Level;
    text: string;
    source: string;
    reason: string;
  }[];
  errata: {
    vendor: string;
    id: string;
    where: string;
    reason: string;
    source: string;
  }[];
  /** Requirements by verdict. */
  counts: {
    pass: number;
    fail: number;
    warn: number;
    info: number;
    'not-observed': number;
    'not-applicable': number;
    'not-run': number;
    inconclusive: number;
    error: number;
  };
  cleanup: {
    vendor: string;
    left: string[];
    message: string;
  }[];
  /** The variables that were set; secrets as [redacted]. */
  configuration: {
    [k: string]: string;
  };
  detection: string | null;
  /** Where the run keeps a ledger: how many deletions it noted, and the SHA-256 of them. */
  ledger: {
    entries: number;
    sha256: string;
    /** Users who had to survive the run and live on until verify has looked at them. Absent in earlier reports. */
    kept?: number;
  } | null;
  /** Version of Node.js that judged. Absent in earlier reports. */
  node?: string;
  /** What the operator calls the judged build: --label. */
  label?: string;
  /** Where deletions are pending that the ledger of the run holds, or users are kept for it: what judges them later. Absent in earlier reports. */
  verify?: {
    /** From the folder in which the run was started. */
    command: string;
    /** UTC */
    from: string;
  };
  /** What the last "verify" of this run saw. Absent where there was none. */
  verified?: {
    at: Instant;
    /** Users that were looked at. */
    looked: number;
    message: string;
  };
  /** Every entry of the list that was given (--known-failures), by its id or glob. */
  knownFailures: {
    id: string;
    reason: string;
    link: string;
    expires: string;
    /** What the entry came to: passing gates; open: not judged; unselected: not asked for. */
    state: 'failing' | 'passing' | 'open' | 'expired' | 'unselected';
  }[];
  /** Written last; a file without it is not a result. */
  complete: true;
}

export interface TargetReport {
  vendor: string;
  kind: 'configured' | 'sandbox';
  baseUrl: string;
  contract: {
    title: string;
    version: string;
    source: string;
    publishedSha256: string;
    sha256: string;
    /** Of requirements.yaml. Absent in earlier reports. */
    requirementsSha256?: string;
    /** Of errata.yaml. Absent in earlier reports. */
    errataSha256?: string;
  };
  /** The published documents that requirements cite. Absent in earlier reports. */
  documents?: {
    /** As sources cite it: they begin with it. */
    name: string;
    url: string;
    /** Day on which it was read, YYYY-MM-DD. */
    retrieved: string;
  }[];
  /** What the operator declared about the target; further members may be added. */
  declared: {
    users: 'created' | 'offered' | 'none';
    observe: 'read' | 'repeat' | 'command' | 'none';
    /** Why this way of observing was chosen. */
    observeBecause: string;
    otherTenant: boolean;
    settleMs: number;
    deadlineMs: number;
    maxUsers: number;
    [k: string]: unknown;
  };
  /** What a reader needs to know of the target: statelessness, which answer counted as gone, how short secrets were matched. */
  notes: string[];
  /** The edition whose requirements count; absent where the vendor has none. */
  edition?: {
    name: string;
    sha256: string;
  };
  /** How the target's limits were met; null where none was. */
  pacing?: null | {
    /** Requests that were answered 429, or 503 with Retry-After. */
    refused: number;
    /** Times that all requests paused. */
    pauses: number;
    waitedMs: number;
    /** The pace at the end, in requests a second; null: as they came, or as --rate said. */
    perSecond: number | null;
    /** Whether the target never stopped refusing, so that the rest was not sent. */
    gaveUp: boolean;
  };
}
