import type { Exchange } from '../exchange/types.ts';
import type { SchemaError } from '../contract/validator.ts';
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

export interface NotedUser {
  readonly id: string;
  readonly tenant: 'own' | 'other';
  readonly offered: boolean;
  /** The requirement that used this user last, or the part of the run around them. */
  readonly row: string;
  /** Instant of the accepted deletion, in ms since the epoch; null while it must live. */
  readonly deletedAt: number | null;
  /** Re-created on purpose: not looked at again. */
  readonly recreated?: boolean;
  /** Seen gone after its deletion: whoever lives after that has come back, whatever the deadline. */
  readonly seenGone?: boolean;
}

/** What the preflight found out about a target before any row ran. */
export interface Standing {
  /** `absent`: nothing at the base URL implements the deletion. */
  readonly credentials: 'accepted' | 'refused' | 'unanswered' | 'absent';
  /** Sentence for a reader where they were not accepted. */
  readonly message: string;
  /** Set where the controls were not answered. */
  readonly unansweredBecause?: 'network' | 'timeout';
  readonly users: 'created' | 'offered' | 'none';
  /** Why there is none. */
  readonly noUsersBecause?: string;
  readonly observe: 'read' | 'repeat' | 'command' | 'none';
  readonly observeBecause: string;
  /** A never-created id was answered as living (A27). */
  readonly stateless: boolean;
  /** Status and code with which each read answered this run's never-created id, by operation: counts as gone where reconstructed. */
  readonly unknownRead: Readonly<Record<string, { status: number; code: unknown }>>;
  /** Whether this run's unknown id got the documented not-found from the deletion call. */
  readonly unknownIsNotFound: boolean;
  /** How long deletions take to become visible here, in ms: what `survives` waits. */
  readonly latencyMs: number;
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
}
