import { outcomeOf } from '../verdict/outcome.ts';
import { VERDICTS, type Outcome, type Requirement, type Verdict } from '../verdict/types.ts';
import type { RequirementResult, Results, TargetReport } from '../verdict/results.ts';
import type { Target } from '../target/index.ts';
import type { Vendor } from '../vendor/types.ts';
import { publicUrl } from './public-url.ts';
import { troubledResult } from './row-result.ts';
import type { EndReport } from './types.ts';

/** One vendor's part of a run. */
export interface JudgedVendor {
  readonly vendor: Vendor;
  readonly target: Pick<
    Target,
    'kind' | 'baseUrl' | 'settleMs' | 'deadlineMs' | 'maxUsers' | 'other' | 'configuration'
  >;
  readonly end: EndReport;
  /** In any order; rows that are not among them were never judged. */
  readonly results: readonly RequirementResult[];
  /** Ids that the selection asks for. */
  readonly required: readonly string[];
}

export interface RunFacts {
  readonly runId: string;
  readonly suite: Results['suite'];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly seed: number;
  readonly selection: string | null;
  readonly options: Results['options'];
}

/** Puts a run together. Pure: the clock and the file system are the caller's. */
export function assemble(vendors: readonly JudgedVendor[], run: RunFacts): Results {
  const requirements = vendors.flatMap(inFileOrder);
  const required = vendors.flatMap((one) => one.required);
  const options = { ...run.options, partial: run.selection !== null };
  const outcome = outcomeOf(requirements, required, options);
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, requirements.filter((one) => one.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  return {
    schemaVersion: 1,
    runId: run.runId,
    outcome,
    headline: headlineOf(outcome, vendors, requirements, run),
    suite: run.suite,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    seed: run.seed,
    partial: run.selection === null ? null : { selection: run.selection },
    shard: null,
    options: run.options,
    targets: vendors.map(targetReport),
    requirements,
    excluded: vendors.flatMap(excludedOf),
    errata: vendors.flatMap(({ vendor }) =>
      vendor.errata.map(({ id, where, reason, source }) => ({ vendor: vendor.name, id, where, reason, source })),
    ),
    counts,
    cleanup: vendors.map(({ vendor, end }) => ({ vendor: vendor.name, ...end.cleanup })),
    configuration: Object.assign({}, ...vendors.map(({ target }) => target.configuration)) as Record<string, string>,
    detection: null,
    knownFailures: [],
    complete: true,
  };
}

/** The result of a row that never ended. */
export function interruptedRow(
  row: Requirement,
  message = 'The run ended before this requirement was judged.',
): RequirementResult {
  return unjudgedRow(row, 'not-run', 'interrupted', message);
}

/** The result of a row whose test ended without a judgement. */
export function brokenRow(row: Requirement, message: string): RequirementResult {
  return unjudgedRow(row, 'error', 'suite', message);
}

function unjudgedRow(
  row: Requirement,
  verdict: 'not-run' | 'error',
  reason: 'interrupted' | 'suite',
  message: string,
): RequirementResult {
  return troubledResult(row, { verdict, reason, message });
}

function inFileOrder({ vendor, results }: JudgedVendor): RequirementResult[] {
  return vendor.requirements.flatMap(({ id }) => results.find((one) => one.id === id) ?? []);
}

function excludedOf({ vendor }: JudgedVendor): Results['excluded'] {
  return vendor.requirements.flatMap(({ id, level, text, source, excluded }) =>
    excluded === undefined ? [] : [{ id, vendor: vendor.name, level, text, source, reason: excluded }],
  );
}

function targetReport({ vendor, target, end }: JudgedVendor): TargetReport {
  const { title, version, source, publishedSha256, sha256 } = vendor.contract;
  const { users, observe, observeBecause, notes } = end.standing;
  return {
    vendor: vendor.name,
    kind: target.kind,
    baseUrl: publicUrl(target.baseUrl),
    contract: { title, version, source, publishedSha256, sha256 },
    declared: {
      users,
      observe,
      observeBecause,
      otherTenant: target.other !== undefined,
      settleMs: target.settleMs,
      deadlineMs: target.deadlineMs,
      maxUsers: target.maxUsers,
    },
    notes: [...notes],
  };
}

const SAID: Readonly<Record<Outcome, string>> = {
  conformant: 'Conformant',
  nonconformant: 'Nonconformant',
  incomplete: 'Incomplete',
  invalid: 'Invalid',
};

function headlineOf(
  outcome: Outcome,
  vendors: readonly JudgedVendor[],
  requirements: readonly RequirementResult[],
  { options, selection }: RunFacts,
): string {
  const where = vendors.map(({ vendor, target }) =>
    target.kind === 'sandbox'
      ? `${vendor.name} (the embedded sandbox)`
      : `${vendor.name} at ${publicUrl(target.baseUrl)}`,
  );
  const count = (verdict: Verdict): number => requirements.filter((one) => one.verdict === verdict).length;
  const held = requirements.filter(({ reason }) => reason === 'held-back').length;
  const judged = count('pass') + count('warn') + count('fail');
  const parts = [
    `${judged} of ${requirements.length} requirements judged`,
    `${count('fail')} failed`,
    `${count('warn')} warned`,
  ];
  if (held > 0) parts.push(`${held} held back as hazardous`);
  if (selection !== null) parts.push('partial: a selection only');
  const erasure = requirements.some(
    ({ area, verdict }) => area === 'erasure' && ['pass', 'warn', 'fail'].includes(verdict),
  );
  const unproven = requirements.some(
    ({ verdict, reason }) =>
      ['not-run', 'inconclusive'].includes(verdict) && ['unobservable', 'stateless', 'pending'].includes(reason ?? ''),
  );
  const accepted = outcome === 'conformant' && options.acceptUnprovenErasure && (!erasure || unproven);
  const said = accepted ? 'Responses conform; erasure not judged' : SAID[outcome];
  return `${said}: ${where.join(' and ')}. ${parts.join(', ')}.`;
}
