import type { PacingReport } from '../http/pacing/types.ts';
import type { UsersPreflightResult } from '../users/types.ts';
import type { FinalCheckEntry, ContractFinding } from '../checks/run-level/types.ts';

/** What the preflight found out about a target before any requirement ran. */
export interface PreflightResult extends UsersPreflightResult {
  /** `absent`: nothing at the base URL implements the deletion. */
  readonly credentials: 'accepted' | 'refused' | 'unanswered' | 'absent';
  /** Sentence for a reader where they were not accepted. */
  readonly message: string;
  /** Set where the controls were not answered. */
  readonly unansweredBecause?: 'network' | 'timeout' | 'gateway' | 'rate-limited';
  readonly notes: readonly string[];
}

/** What is at the end of a run next to the requirements: written by the main process. */
export interface EndReport {
  readonly vendor: string;
  readonly preflightResult: PreflightResult;
  /** Findings of the preflight and of the final check. */
  readonly contract: readonly ContractFinding[];
  /** By id of the run-level requirement: what the final check saw of users that were deleted, and of those that must live. */
  readonly finalCheck: readonly FinalCheckEntry[];
  readonly cleanup: { left: string[]; message: string };
  readonly pacing: PacingReport | null;
}
