import type { PacingReport } from '../exchange/pacing/types.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Vendor } from '../vendor/types.ts';
import type { LastLook } from './last-look.ts';
import { brokenRow, interruptedRow, type JudgedTarget, type JudgedVendor } from './results.ts';
import { settleRows } from './settle.ts';
import { isSettled } from './special.ts';
import type { ContractFinding, RowReport, Standing } from './types.ts';

/** What judging rows of one vendor left behind in one process. Redacted: it may cross processes as JSON. */
export interface VendorPart {
  readonly vendor: string;
  readonly target: JudgedTarget;
  /** As it was at the end. */
  readonly standing: Standing;
  /** Findings of the preflight. */
  readonly preflight: readonly ContractFinding[];
  /** Users that the preflight created. */
  readonly probes: readonly string[];
  readonly reports: readonly RowReport[];
  /** Rows whose test ended without a judgement: id and what the runner says. */
  readonly broken: readonly (readonly [id: string, message: string])[];
  /** Null where the last look has not taken place. */
  readonly last: LastLook | null;
  readonly cleanup: LastLook['cleanup'];
  /** How the target's limits were met; null or absent where none was. */
  readonly pacing?: PacingReport | null;
}

/** Why a row has no report. */
export type Unjudged = (row: Requirement) => string | undefined;

/**
 * Settles what is settled from everything that was seen, and puts a vendor's part of a run together. Pure.
 * @param rows all that the run asks for
 * @param unjudged the sentence for a row that never ended; undefined: that the run ended first
 * @param whole false where exchanges are missing: then only what they show to be broken is settled
 */
export function judgedVendor(
  vendor: Vendor,
  part: VendorPart,
  rows: readonly Requirement[],
  { unjudged = () => undefined, whole = true }: { readonly unjudged?: Unjudged; readonly whole?: boolean } = {},
): JudgedVendor {
  const { standing, last, cleanup, target, pacing = null } = part;
  const reports = new Map(part.reports.map((report) => [report.result.id, report]));
  const broken = new Map(part.broken);
  const never = (row: Requirement) => interruptedRow(row, unjudged(row));
  const executed = rows
    .filter((row) => !isSettled(row))
    .map((row): RequirementResult => {
      const message = broken.get(row.id);
      if (message !== undefined) return brokenRow(row, `The suite itself failed: ${message}`);
      return reports.get(row.id)?.result ?? never(row);
    });
  const selected = new Set(rows.map(({ id }) => id));
  const further = part.reports.map(({ result }) => result).filter(({ id }) => !selected.has(id));
  const contract = [
    ...part.preflight,
    // Also of what was executed for the run-level requirements alone.
    ...vendor.requirements.flatMap(({ id }) => reports.get(id)?.contract ?? []),
    ...(last?.findings ?? []),
  ];
  const lastLook = last?.seen ?? [];
  const settlement = {
    standing,
    findings: contract,
    lastLook,
    deletion: vendor.profile.deletion,
    results: [...executed, ...further],
  };
  const settled = rows.filter(isSettled);
  const results = last ? settleRows(settled, settlement) : [];
  // What was seen to be broken stays so whatever was not seen; nothing else is sure. Of a run that was interrupted
  // nothing is settled at all.
  const isSure = ({ verdict }: RequirementResult) => whole || ['fail', 'warn', 'error'].includes(verdict);
  const sure = settled.map((row) => results.find((one) => one.id === row.id && isSure(one)) ?? never(row));
  return {
    vendor,
    target,
    end: { vendor: vendor.name, standing, contract, lastLook, cleanup, pacing },
    required: rows.map(({ id }) => id),
    results: [...executed, ...sure],
  };
}
