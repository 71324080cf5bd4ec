import type { LentUser } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { Verdict } from '../verdict/types.ts';
import type { ContractFinding } from '../checks/run-level/types.ts';
import type { PreflightResult } from '../results/types.ts';

/** What all requirements of a run share, in the run's main process. */
export interface RunState {
  /** What the preflight found, the same for every requirement. */
  preflightResult(): Promise<PreflightResult>;
  /** Counts controls without an answer; after three in a row `targetSilent` is true and nothing more is sent. */
  control(answered: boolean): Promise<{ targetSilent: boolean }>;
  /** Whether the target has stopped answering. */
  targetSilent(): Promise<boolean>;
  /** Ids for a requirement: reserved ones that it may delete, shared ones that must live; waits while others borrow those. */
  acquire(requirement: string): Promise<{ deleted: string[]; preserved: string[]; missing: number }>;
  release(requirement: string, alive: string[]): Promise<void>;
  /** Whether a requirement may create this many users more. */
  mayCreate(requirement: string, count: number): Promise<boolean>;
  /** Users that the requirement before this one has seen living, at most `count`. */
  borrow(requirement: string, count: number): Promise<LentUser[]>;
  releaseShared(requirement: string, users: readonly LentUser[]): Promise<void>;
  /** Notes what became of users, for the phase after the last check and for the clean-up line. */
  record(users: UserRecord[]): Promise<void>;
}

/** A pending requirement once every deletion of its own is met. */
export interface VerdictWhenDeleted {
  readonly verdict: Verdict;
  readonly actual: string;
  /** What broke it all the same, where something did. */
  readonly message?: string;
  /** The requirement whose deletions these are, where it is another one. */
  readonly of?: string;
}

/** What judging one requirement returns: its result, and what its responses showed about the contract. */
export interface RequirementReport {
  readonly result: RequirementResult;
  /** Of a pending requirement: what it is once every deletion of its own is met. */
  readonly verdictWhenDeleted?: VerdictWhenDeleted;
  readonly contract: readonly ContractFinding[];
}
