import { judge } from '../verdict/judge.ts';
import type { RequirementResult } from '../verdict/results.ts';
import type { Requirement, NotJudged } from '../verdict/types.ts';
import type { DeletionProfile } from '../spec-loader/types.ts';
import { acceptedStatus } from '../verdict/condition.ts';
import { inconclusive } from '../verdict/not-judged.ts';
import { judgedResult, notJudgedResult } from '../results/requirement-result.ts';
import { targetUnusable, isRunLevel } from './preconditions.ts';
import type { RunLevelObservation, SeenByRun } from '../checks/run-level/types.ts';
import { RUN_LEVEL } from '../checks/run-level/index.ts';
import type { PreflightResult } from '../results/types.ts';

const MOST_EVIDENCE = 10;

/** What run-level requirements are judged from. */
export interface RunObservations extends SeenByRun {
  readonly deletion: DeletionProfile;
  /** Absent: the target was usable. */
  readonly preflightResult?: PreflightResult;
  /** Results of the requirements that ran: why nobody was deleted, where nobody was. */
  readonly results: readonly RequirementResult[];
}

/** Judges the run-level requirements, which have no test of their own. Pure. */
export function judgeRunLevel(requirements: readonly Requirement[], seen: RunObservations): RequirementResult[] {
  return requirements.filter(isRunLevel).map((requirement) => judgeRequirement(requirement, seen));
}

function judgeRequirement(requirement: Requirement, run: RunObservations): RequirementResult {
  const unusable = run.preflightResult && targetUnusable(run.preflightResult);
  // Responses from before the target fell silent still count. If it refused the credentials, no response is usable.
  // Where nothing of the API is, they are somebody else's.
  const isNobodys = ['refused', 'absent'].includes(run.preflightResult?.credentials ?? '');
  if (unusable && (isNobodys || observationsOf(requirement, run).length === 0))
    return notJudgedResult(requirement, unusable);
  const seen = observationsOf(requirement, run);
  const observations: readonly RunLevelObservation[] =
    seen.length > 0 ? seen : [{ about: 'the run', notJudged: unseen(requirement, run), evidence: [] }];
  const judgement = judge(requirement, observations);
  const decisive = judgement.decisive.flatMap((index) => observations[index]?.evidence ?? []);
  const kept = judgement.verdict === 'pass' ? decisive.slice(0, 1) : decisive.slice(0, MOST_EVIDENCE);
  const result = judgedResult(requirement, judgement, kept, decisive.length);
  // What a gateway, a limiter or nobody answered shows nothing good.
  const shownNothing = unusable ?? (isRefusedAlways(run) ? refusedAlways : undefined);
  if (shownNothing && (result.verdict === 'pass' || result.verdict === 'info'))
    return notJudgedResult(requirement, shownNothing);
  const isViolation = result.verdict === 'fail' || result.verdict === 'warn';
  const [shown] = isViolation ? judgement.decisive.flatMap((index) => observations[index]?.reproduce ?? []) : [];
  return shown ? { ...result, reproduce: shown } : result;
}

/** Whether all answers of the run asked to come back later. */
const isRefusedAlways = ({ findings }: RunObservations): boolean =>
  findings.length > 0 && findings.every(({ status }) => status === 429 || status === 503);

const refusedAlways = inconclusive('rate-limited', 'Every request of the run was answered 429 or 503.');

/** Never seen: no matter for most requirements, but the deletion's success must have been seen. */
function unseen(requirement: Requirement, { deletion, results }: RunObservations): NotJudged {
  const { operation, status } = requirement.with;
  const isSuccess =
    requirement.check === 'response-contract' &&
    operation === deletion.operation &&
    acceptedStatus(deletion.accepted)?.(Number(status)) === true;
  const isErasure = requirement.check === 'stays-gone';
  if (!isSuccess && !isErasure)
    return { verdict: 'not-observed', reason: 'not-observed', message: 'Not observed in this run.' };
  const why = results.find(
    ({ area, verdict, reason }) =>
      area === 'erasure' && reason !== null && (verdict === 'not-run' || verdict === 'inconclusive'),
  );
  return {
    verdict: why?.verdict === 'inconclusive' ? 'inconclusive' : 'not-run',
    reason: why?.reason ?? 'unobservable',
    message: why?.message || 'No deletion was observed in this run.',
  };
}

function observationsOf(requirement: Requirement, run: RunObservations): RunLevelObservation[] {
  const seen = { ...run, errorsHaveForm: run.preflightResult?.errorsHaveForm === true };
  return RUN_LEVEL.find(({ name }) => name === requirement.check)?.observe(requirement, seen) ?? [];
}
