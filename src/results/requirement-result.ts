import type { Exchange } from '../http/types.ts';
import { describeExpectation, type Judgement } from '../verdict/judge.ts';
import type { Evidence, RequirementResult } from '../verdict/results.ts';
import type { Area, Requirement, NotJudged } from '../verdict/types.ts';

/** Exchanges that a result shows at most. */
const MOST_SHOWN = 10;

const TRY: Readonly<Record<Area, string>> = {
  contract: 'Compare the answer below with the one that the vendor documents for this operation and status.',
  input: 'Send the request below again, and check that the request is validated before anything else is done with it.',
  credentials:
    'Send the request below again, and check that the credentials are verified in full before anything else.',
  erasure: 'Follow the exchanges below: does the deletion reach every store and cache that the read call uses?',
  isolation: 'Follow the exchanges below: which condition of the deletion let it reach somebody else?',
  repetition: 'Send the deletion below twice: what does the second one find?',
  batch: 'Send the request below again, and check what becomes of each id on its own.',
};

/** A requirement as results show it, without a verdict. */
function head(
  requirement: Requirement,
): Omit<
  RequirementResult,
  'verdict' | 'reason' | 'message' | 'expected' | 'actual' | 'pending' | 'excused' | 'evidence' | 'evidenceTotal'
> {
  const { id, vendor, area, level, optional, hazardous, text, source, check = '' } = requirement;
  const words = { id, vendor, area, level, optional, hazardous, text, source, check };
  const newer = requirement.newer ? { newer: true as const } : {};
  return { ...words, ...newer, try: requirement.try ?? TRY[area], knownFailure: null };
}

/** The result of a judged requirement. `evidence` is all that decided; of a pass one of each role stays. */
export function judgedResult(
  requirement: Requirement,
  judgement: Judgement,
  evidence: readonly Evidence[],
  total: number,
): RequirementResult {
  const { verdict, reason, message, expected, actual, pending, excused } = judgement;
  const texts = { message, expected, actual, pending, ...(excused ? { excused } : {}) };
  return { ...head(requirement), verdict, reason, ...texts, evidence: [...evidence], evidenceTotal: total };
}

/** The result of a requirement that was not judged. */
export function notJudgedResult(
  requirement: Requirement,
  { verdict, reason, message, deadline, excused }: NotJudged,
): RequirementResult {
  return {
    ...head(requirement),
    verdict,
    reason,
    message,
    expected: describeExpectation(requirement.expect),
    actual: '',
    pending: deadline === undefined ? null : { deadline },
    ...(excused ? { excused } : {}),
    evidence: [],
    evidenceTotal: 0,
  };
}

/** The result of a requirement of which a user was gone whose deletion was refused for now (A48). */
export function deletedByRefusal(
  requirement: Requirement,
  { exchanges }: { readonly exchanges: readonly Exchange[] },
  evidence: (exchange: Exchange) => Evidence,
): RequirementResult {
  return {
    ...head(requirement),
    verdict: 'fail',
    reason: null,
    message: '',
    expected: 'a request that is refused for now (429, or 503 with Retry-After) has done nothing',
    actual: `answered ${exchanges.find(isRefused)?.response?.status ?? 429} and deleted: the user was gone when it was read after the wait`,
    pending: null,
    evidence: selectEvidence(exchanges, 'fail').map((exchange) => evidence(exchange)),
    evidenceTotal: exchanges.length,
  };
}

const isRefused = ({ role, response }: Exchange): boolean =>
  (role === 'act' || role === 'fault') && (response?.status === 429 || response?.status === 503);

/**
 * What stays of the exchanges that decided. Of a pass: of each role the last, and of everything that was observed the
 * first and the last look, so that both that a user was there and that it is gone can be read. Else the first and the
 * last exchanges.
 */
export function selectEvidence<T extends Pick<Exchange, 'role'> & { readonly concerns?: string }>(
  deciding: readonly T[],
  verdict: Judgement['verdict'],
): T[] {
  if (verdict === 'pass') {
    const isKept = (one: T, index: number): boolean => {
      const alike = ({ role, concerns }: T) => role === one.role && (role !== 'observe' || concerns === one.concerns);
      const isLast = !deciding.slice(index + 1).some(alike);
      return isLast || (one.role === 'observe' && !deciding.slice(0, index).some(alike));
    };
    return shortened(deciding.filter(isKept));
  }
  return shortened(deciding);
}

function shortened<T>(deciding: readonly T[]): T[] {
  if (deciding.length <= MOST_SHOWN) return [...deciding];
  return [...deciding.slice(0, MOST_SHOWN / 2), ...deciding.slice(-MOST_SHOWN / 2)];
}
