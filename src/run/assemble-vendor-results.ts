import type { PacingReport } from '../http/pacing/types.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { FinalCheck } from './final-check.ts';
import {
  failedRequirement,
  interruptedRequirement,
  type JudgedTarget,
  type JudgedVendor,
} from '../results/assemble.ts';
import { judgeRunLevel } from './judge-run-level.ts';
import { isRunLevel } from './preconditions.ts';
import { settledByFinalCheck } from './resolve-by-final-check.ts';
import { watchNote, watchSentence } from './watch-summary.ts';
import type { RequirementReport } from './types.ts';
import type { ContractFinding, FinalCheckEntry } from '../checks/run-level/types.ts';
import type { PreflightResult } from '../results/types.ts';

/** What judging requirements of one vendor left behind in one process. Redacted: it may cross processes as JSON. */
export interface VendorPart {
  readonly vendor: string;
  readonly target: JudgedTarget;
  /** As it was at the end. */
  readonly preflightResult: PreflightResult;
  /** Findings of the preflight. */
  readonly preflight: readonly ContractFinding[];
  /** Users that the preflight created. */
  readonly probes: readonly string[];
  readonly reports: readonly RequirementReport[];
  /** Requirements whose test ended without a judgement: id and the message of the runner. */
  readonly broken: readonly (readonly [id: string, message: string])[];
  /** Null where the final check has not taken place. */
  readonly last: FinalCheck | null;
  readonly cleanup: FinalCheck['cleanup'];
  /** How the target's limits were met; null or absent where none was. */
  readonly pacing?: PacingReport | null;
}

/** Why a requirement has no report. */
export type Unjudged = (requirement: Requirement) => string | undefined;

/**
 * Judges the run-level requirements from all exchanges, and assembles the results of one vendor. Pure.
 * @param requirements all that the run asks for
 * @param unjudged the sentence for a requirement that never ended; undefined: that the run ended first
 * @param whole false if exchanges are missing (a shard is missing): run-level requirements then get only the verdicts
 * fail, warn and error
 */
export function judgedVendor(
  vendor: Vendor,
  part: VendorPart,
  requirements: readonly Requirement[],
  { unjudged = () => undefined, whole = true }: { readonly unjudged?: Unjudged; readonly whole?: boolean } = {},
): JudgedVendor {
  const { preflightResult, last, cleanup, target, pacing = null } = part;
  const reports = new Map(part.reports.map((report) => [report.result.id, report]));
  const broken = new Map(part.broken);
  const never = (requirement: Requirement) => interruptedRequirement(requirement, unjudged(requirement));
  const executed = requirements
    .filter((requirement) => !isRunLevel(requirement))
    .map((requirement): RequirementResult => {
      const message = broken.get(requirement.id);
      if (message !== undefined) return failedRequirement(requirement, `The suite itself failed: ${message}`);
      const report = reports.get(requirement.id);
      return report ? settledByFinalCheck(report, last?.seen ?? []) : never(requirement);
    });
  const selected = new Set(requirements.map(({ id }) => id));
  const further = part.reports.map(({ result }) => result).filter(({ id }) => !selected.has(id));
  const contract = [
    ...part.preflight,
    // Also of what was executed for the run-level requirements alone.
    ...vendor.requirements.flatMap(({ id }) => reports.get(id)?.contract ?? []),
    ...(last?.findings ?? []),
  ];
  const finalCheck = last?.seen ?? [];
  const settlement = {
    preflightResult,
    findings: contract,
    finalCheck,
    deletion: vendor.profile.deletion,
    results: [...executed, ...further],
  };
  const runLevel = requirements.filter(isRunLevel);
  const results = last ? judgeRunLevel(runLevel, settlement) : [];
  // A violation stays a violation, whatever is missing; any other verdict could change. If the run was interrupted, no
  // run-level requirement is judged.
  const isSure = ({ verdict }: RequirementResult) => whole || ['fail', 'warn', 'error'].includes(verdict);
  const sure = runLevel.map(
    (requirement) => results.find((one) => one.id === requirement.id && isSure(one)) ?? never(requirement),
  );
  const noted = { ...preflightResult, notes: [...preflightResult.notes, ...watchNote(finalCheck)] };
  return {
    vendor,
    target,
    end: { vendor: vendor.name, preflightResult: noted, contract, finalCheck, cleanup, pacing },
    required: requirements.map(({ id }) => id),
    results: [...executed, ...sure].map((result) => sayingWatch(result, finalCheck)),
  };
}

/** How often and until when the users of a requirement about erasure were looked at. */
function sayingWatch(result: RequirementResult, finalCheck: readonly FinalCheckEntry[]): RequirementResult {
  if (result.area !== 'erasure') return result;
  // Of its own users; of everybody's where it deletes nobody itself.
  const isOfAll = result.check === 'stays-gone';
  const said = watchSentence(finalCheck.filter(({ requirement }) => isOfAll || requirement === result.id));
  return said === undefined ? result : { ...result, message: [result.message, said].filter(Boolean).join(' ') };
}
