import { judge, type Observed } from '../verdict/judge.ts';
import type { Evidence, RequirementResult } from '../verdict/results.ts';
import type { Requirement, Trouble } from '../verdict/types.ts';
import type { DeletionProfile } from '../spec-loader/types.ts';
import { acceptedStatus } from '../verdict/condition.ts';
import { judgedResult, troubledResult } from '../results/requirement-result.ts';
import { untouchable } from './preconditions.ts';
import type { ContractFinding, EndReport, Standing } from './types.ts';

/** Checks whose rows are settled from what the whole run saw. */
const SETTLED_CHECKS: ReadonlySet<string> = new Set([
  'response-contract',
  'undocumented-status',
  'no-secret-in-answers',
  'stays-gone',
  'still-lives',
]);

const MOST_EVIDENCE = 10;

/** What there is to settle from. */
export interface Settlement {
  readonly findings: readonly ContractFinding[];
  readonly lastLook: EndReport['lastLook'];
  readonly deletion: DeletionProfile;
  /** Absent: the target was usable. */
  readonly standing?: Standing;
  /** Results of the rows that ran: why nobody was deleted, where nobody was. */
  readonly results: readonly RequirementResult[];
}

interface Seen extends Observed {
  readonly evidence: readonly Evidence[];
}

/** Settles the rows that have no test of their own. Pure. */
export function settleRows(rows: readonly Requirement[], settlement: Settlement): RequirementResult[] {
  return rows.filter(({ check }) => SETTLED_CHECKS.has(check ?? '')).map((row) => settle(row, settlement));
}

function settle(row: Requirement, settlement: Settlement): RequirementResult {
  const unusable = settlement.standing && untouchable(settlement.standing);
  // What a target said before it fell silent still counts; to refused credentials it has said nothing of use.
  if (unusable && (unusable.reason === 'credentials-refused' || observationsOf(row, settlement).length === 0))
    return troubledResult(row, unusable);
  const seen = observationsOf(row, settlement);
  const observations: readonly Seen[] =
    seen.length > 0 ? seen : [{ about: 'the run', trouble: unseen(row, settlement), evidence: [] }];
  const judgement = judge(row, observations);
  const decisive = judgement.decisive.flatMap((index) => observations[index]?.evidence ?? []);
  const kept = judgement.verdict === 'pass' ? decisive.slice(0, 1) : decisive.slice(0, MOST_EVIDENCE);
  return judgedResult(row, judgement, kept, decisive.length);
}

function observationsOf(row: Requirement, { findings, lastLook }: Settlement): Seen[] {
  const { operation, status } = row.with;
  const isSetUp = row.level !== 'MUST';
  switch (row.check) {
    case 'response-contract':
      return (
        findings
          .filter((one) => one.operation === operation && one.status === status && one.documented)
          // Rows of set-up operations judge only answers to valid requests.
          .filter(({ valid }) => valid || !isSetUp)
          .map((one) => ({ about: aboutAnswer(one), facts: one.facts, evidence: evidenceOf(one) }))
      );
    case 'undocumented-status':
      return (
        findings
          .filter((one) => one.operation === operation && !one.rowNamesStatuses && (one.valid || !isSetUp))
          // What the surroundings say is no answer of the implementation's.
          .filter(({ status: code }) => ![429, 502, 503, 504].includes(code))
          .map((one) => ({
            about: `status ${one.status} (${one.row})`,
            facts: { documented: one.documented },
            evidence: evidenceOf(one),
          }))
      );
    case 'no-secret-in-answers':
      return findings.map((one) => ({ about: aboutAnswer(one), facts: one.facts, evidence: evidenceOf(one) }));
    case 'stays-gone':
      return lastLook.filter(({ deleted }) => deleted).map((one) => lookedAt('victim', one));
    default:
      return lastLook.filter(({ deleted }) => !deleted).map((one) => lookedAt('bystander', one));
  }
}

function aboutAnswer({ row, status, operation, schemaErrors }: ContractFinding): string {
  const errors = schemaErrors.slice(0, 3).map(({ path, message }) => `${path || 'the body'} ${message}`);
  return `${operation ?? 'another request'} ${status} in ${row}${errors.length > 0 ? ` (${errors.join('; ')})` : ''}`;
}

const evidenceOf = ({ evidence }: ContractFinding): Evidence[] => (evidence ? [evidence] : []);

function lookedAt(
  fact: 'victim' | 'bystander',
  { user, state, message, pending, evidence }: EndReport['lastLook'][number],
): Seen {
  const about = `user ${user} at the end of the run`;
  if (pending !== null) return { about, trouble: { ...stillThere(user, pending), deadline: pending }, evidence };
  if (state !== 'unknown' && state !== 'presumed') return { about, facts: { [fact]: state }, evidence };
  const trouble: Trouble = {
    verdict: 'inconclusive',
    reason: 'undocumented-answer',
    message: message ?? 'The final check could not be judged.',
  };
  return { about, trouble, evidence };
}

function stillThere(user: string, deadline: string): Trouble {
  const message = `The user ${user} was still there at the end of the run; the deletion may take until ${deadline}.`;
  return { verdict: 'inconclusive', reason: 'pending', message };
}

/** Never seen: no matter for most rows, but the deletion's success must have been seen. */
function unseen(row: Requirement, { deletion, results }: Settlement): Trouble {
  const { operation, status } = row.with;
  const isSuccess =
    row.check === 'response-contract' &&
    operation === deletion.operation &&
    acceptedStatus(deletion.accepted)?.(Number(status)) === true;
  const isErasure = row.check === 'stays-gone';
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
