import { applyKnownFailures, type KnownFailure } from '../verdict/known-failures.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import { VERDICTS, type Requirement, type Verdict } from '../verdict/types.ts';
import type { RequirementResult, Results, TargetReport } from '../verdict/results.ts';
import type { Target } from '../configuration/index.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { headlineOf } from './headline.ts';
import { publicUrl } from '../http/public-url.ts';
import { notJudgedResult } from './requirement-result.ts';
import type { EndReport } from './types.ts';

/** What a report states about a target; whether there is a second tenant, not its credentials. */
export type JudgedTarget = Pick<
  Target,
  'kind' | 'baseUrl' | 'settleMs' | 'deadlineMs' | 'maxUsers' | 'configuration'
> & { readonly other?: unknown };

/** One vendor's part of a run. */
export interface JudgedVendor {
  readonly vendor: Vendor;
  readonly target: JudgedTarget;
  readonly end: EndReport;
  /** In any order; requirements that are not among them were never judged. */
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
  /** What the requirements of `--quick` were measured to catch; absent without it. */
  readonly quick?: Results['quick'];
  readonly options: Results['options'];
  /** What is known of the suite itself, in a sentence. */
  readonly detection?: string | null;
  readonly knownFailures?: readonly KnownFailure[];
  /** Of a merged run: shards that are not there. */
  readonly missingShards?: readonly number[];
  /** Whether `--max-time` ended it before everything was judged. */
  readonly cutShort?: boolean;
}

/** Puts a run together. Pure: the clock and the file system are the caller's. */
export function assemble(vendors: readonly JudgedVendor[], run: RunFacts): Results {
  const { missingShards = [], cutShort = false, selection } = run;
  const options = { ...run.options, partial: selection !== null };
  const circumstances = { options, at: run.startedAt };
  const { requirements, knownFailures } = applyKnownFailures(
    vendors.flatMap(inFileOrder),
    run.knownFailures ?? [],
    circumstances,
  );
  const required = vendors.flatMap((one) => one.required);
  const judged = outcomeOf(requirements, required, options);
  // Whatever a missing shard held, or there was no time for, was required.
  const isWhole = missingShards.length === 0 && !cutShort;
  const outcome = judged === 'conformant' && !isWhole ? 'incomplete' : judged;
  const targets = vendors.map(targetReport);
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, requirements.filter((one) => one.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  return {
    schemaVersion: 2,
    runId: run.runId,
    outcome,
    headline: headlineOf({
      outcome,
      targets,
      requirements,
      options: run.options,
      isPartial: selection !== null,
      quick: run.quick,
      missingShards,
      cutShort,
    }),
    suite: run.suite,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    seed: run.seed,
    partial: selection === null ? null : { selection },
    ...(run.quick ? { quick: run.quick } : {}),
    shard: null,
    options: run.options,
    targets,
    requirements,
    excluded: vendors.flatMap(excludedOf),
    errata: vendors.flatMap(({ vendor }) =>
      vendor.errata.map(({ id, where, reason, source }) => ({ vendor: vendor.name, id, where, reason, source })),
    ),
    counts,
    cleanup: vendors.map(({ vendor, end }) => ({ vendor: vendor.name, ...end.cleanup })),
    configuration: Object.assign({}, ...vendors.map(({ target }) => target.configuration)) as Record<string, string>,
    detection: run.detection ?? null,
    ledger: null,
    knownFailures,
    complete: true,
  };
}

/** The result of a requirement that never ended. */
export function interruptedRequirement(
  requirement: Requirement,
  message = 'The run ended before this requirement was judged.',
): RequirementResult {
  return notJudgedRequirement(requirement, 'not-run', 'interrupted', message);
}

/** The result of a requirement whose test ended without a judgement. */
export function failedRequirement(requirement: Requirement, message: string): RequirementResult {
  return notJudgedRequirement(requirement, 'error', 'suite', message);
}

function notJudgedRequirement(
  requirement: Requirement,
  verdict: 'not-run' | 'error',
  reason: 'interrupted' | 'suite',
  message: string,
): RequirementResult {
  return notJudgedResult(requirement, { verdict, reason, message });
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
  const { documents = [] } = vendor.profile;
  const { users, observe, observeBecause, notes } = end.preflightResult;
  return {
    vendor: vendor.name,
    kind: target.kind,
    baseUrl: publicUrl(target.baseUrl),
    contract: {
      ...{ title, version, source, publishedSha256, sha256 },
      requirementsSha256: vendor.sha256.requirements,
      errataSha256: vendor.sha256.errata,
    },
    ...(documents.length > 0 ? { documents: [...documents] } : {}),
    ...(vendor.edition ? { edition: vendor.edition } : {}),
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
    pacing: end.pacing,
  };
}
