import type { PacingReport } from '../exchange/pacing/types.ts';
import type { Exchange } from '../exchange/types.ts';
import type { SchemaError } from '../contract/validator.ts';
import type { UserNote, UsersStanding } from '../users/types.ts';
import type { Evidence, RequirementResult } from '../verdict/results.ts';
import type { Verdict } from '../verdict/types.ts';

/** What all rows of a run share, in the run's main process. */
export interface Desk {
  /** What the preflight found, the same for every row. */
  standing(): Promise<Standing>;
  /** Counts controls without an answer; after three in a row `halted` is true and nothing more is sent. */
  control(answered: boolean): Promise<{ halted: boolean }>;
  /** Whether the target has stopped answering. */
  halted(): Promise<boolean>;
  /** Ids for a row: reserved ones that it may delete, shared ones that must live; waits while others borrow those. */
  take(row: string): Promise<{ deleted: string[]; spared: string[]; missing: number }>;
  giveBack(row: string, alive: string[]): Promise<void>;
  /** Whether a row may create this many users more. */
  mayCreate(row: string, count: number): Promise<boolean>;
  /** Notes what became of users, for the phase after the last check and for the clean-up line. */
  note(users: NotedUser[]): Promise<void>;
}

/** A user that the run knows, with what became of them last. */
export type NotedUser = UserNote;

/** What the preflight found out about a target before any row ran. */
export interface Standing extends UsersStanding {
  /** `absent`: nothing at the base URL implements the deletion. */
  readonly credentials: 'accepted' | 'refused' | 'unanswered' | 'absent';
  /** Sentence for a reader where they were not accepted. */
  readonly message: string;
  /** Set where the controls were not answered. */
  readonly unansweredBecause?: 'network' | 'timeout' | 'gateway' | 'rate-limited';
  readonly notes: readonly string[];
}

/** One exchange as the contract rows see it; redacted, so that it may cross processes. */
export interface ContractFinding {
  readonly row: string;
  readonly operation: string | null;
  readonly valid: boolean;
  readonly role: Exchange['role'];
  readonly status: number;
  /** Whether the contract documents this status for the operation. */
  readonly documented: boolean;
  /** Whether the row that sent it names an accepted set of statuses (A19). */
  readonly rowNamesStatuses: boolean;
  /** By fact name: `schema` valid|invalid, `mediaType` documented|other|missing, `json`, `bom`, `compression`, `secret`, `stackTrace`. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly schemaErrors: readonly SchemaError[];
  /** Kept for the first of a kind and for every finding that breaks something. */
  readonly evidence: Evidence | null;
}

/** A pending row once every deletion of its own is met. */
export interface RowIfMet {
  readonly verdict: Verdict;
  readonly actual: string;
}

/** What judging one row leaves behind: the attachment of its test. */
export interface RowReport {
  readonly result: RequirementResult;
  /** Of a pending row: what it is once every deletion of its own is met. */
  readonly ifMet?: RowIfMet;
  readonly contract: readonly ContractFinding[];
}

/** What stands at the end of a run beside the rows: written by the main process. */
export interface EndReport {
  readonly vendor: string;
  readonly standing: Standing;
  /** Findings of the preflight and of the last look. */
  readonly contract: readonly ContractFinding[];
  /** By id of the settled row: what the last look saw of users that were deleted, and of those that must live. */
  readonly lastLook: readonly {
    deleted: boolean;
    user: string;
    state: string;
    message: string | null;
    /** Deadline (ISO 8601) of a deletion that may still be under way. */
    pending: string | null;
    evidence: Evidence[];
  }[];
  readonly cleanup: { left: string[]; message: string };
  readonly pacing: PacingReport | null;
}
