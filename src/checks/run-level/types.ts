import type { Observed } from '../../verdict/judge.ts';
import type { Evidence, RequirementResult } from '../../verdict/results.ts';
import type { Requirement } from '../../verdict/types.ts';
import type { CheckDescription } from '../../spec-loader/requirements.ts';
import type { Exchange } from '../../http/types.ts';
import type { SchemaError } from '../../contract/validator.ts';

/** A shell script that shows something again. */
export type Reproduction = NonNullable<RequirementResult['reproduce']>;

/** What the final check saw of one user. */
export interface FinalCheckEntry {
  readonly deleted: boolean;
  /** Set where the user lived until the end of the run, and was deleted by its clean-up. */
  readonly byCleanup?: true;
  readonly user: string;
  /** Who used the user. */
  readonly requirement?: string;
  /** Of a deleted user: how often the run looked, and how long after the deletion's answer the last look began. */
  readonly looks?: {
    readonly times: number;
    readonly untilMs: number;
    /** Set where a run that lingers saw the user back before the last look. */
    readonly early?: true;
  };
  readonly state: string;
  readonly message: string | null;
  /** Set where a gateway answered the look at a user who was not deleted. */
  readonly byGateway?: true;
  /** Set where nothing shows users at this target. */
  readonly unobservable?: true;
  /** Deadline (ISO 8601) of a deletion that may still be under way. */
  readonly pending: string | null;
  /** Of a user that the run had not seen gone when the final check began: what decides its requirement. */
  readonly awaited?: {
    /** Instants (ISO 8601): of the accepting answer, when the contract wants it done, and of the look. */
    readonly acceptedAt: string;
    readonly deadline: string;
    readonly at: string;
  };
  readonly evidence: Evidence[];
  /** Shows again what harm was seen; absent where there is none, and where a shell cannot show it. */
  readonly reproduce?: Reproduction;
}

/** What the whole run has seen. */
export interface SeenByRun {
  readonly findings: readonly ContractFinding[];
  /** Whether an error of this API was seen in the vendor's form (A51). */
  readonly errorsHaveForm?: boolean;
  readonly finalCheck: readonly FinalCheckEntry[];
}

/** What a run-level check saw, with the redacted exchanges that showed it. */
export interface RunLevelObservation extends Observed {
  readonly evidence: readonly Evidence[];
  readonly reproduce?: Reproduction;
}

/** A check that sends nothing: it reads what the whole run has seen. */
export interface RunLevelCheck extends CheckDescription {
  observe(requirement: Requirement, run: SeenByRun): RunLevelObservation[];
}

/** One exchange as the contract requirements see it; redacted, so that it may cross processes. */
export interface ContractFinding {
  readonly requirement: string;
  readonly operation: string | null;
  readonly conforms: boolean;
  readonly role: Exchange['role'];
  readonly status: number;
  /** Whether the contract documents this status for the operation. */
  readonly documented: boolean;
  /** Whether the requirement that sent it names an accepted set of statuses (A19). */
  readonly requirementNamesStatuses: boolean;
  /** By fact name: `schema` valid|invalid, `mediaType` documented|other|missing, `json`, `bom`, `compression`, `secret`,
   * `secretPart`, `stackTrace`, `internals`, `foreignUsers`, `erasedData`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Whether it looks like the answer of a gateway, where the API's errors have the vendor's form. */
  readonly likeGateway?: true;
  /** What a page states, without the numbers in it, as a hash. */
  readonly page?: string;
  readonly schemaErrors: readonly SchemaError[];
  /** Status and code of the answer to a control: to valid credentials and an id that nobody has. */
  readonly control?: string;
  /** Kept for the first of a kind and for every finding that breaks something. */
  readonly evidence: Evidence | null;
  /** Shows the answer again, where it may break something. */
  readonly reproduce?: Reproduction;
}
