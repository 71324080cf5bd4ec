import { isAnsweredBy, violations, cut, describeCondition } from './condition.ts';
import { isIdle, isUndeleted, isUnfinished, notDeleted, type JudgedRequirement } from './isolation.ts';
import { capital } from './sentence.ts';
import { violationSentence } from './sentences.ts';
import { mostSevere } from './severity.ts';
import type { Clause, Facts, Level, Reason, Requirement, NotJudged, Verdict } from './types.ts';

/** What a check saw of one thing: facts that clauses judge, or the reason why they cannot be judged. */
export interface Observed {
  /** What was looked at, for a reader: "external_user_id is null". */
  readonly about: string;
  readonly facts?: Facts;
  readonly notJudged?: NotJudged;
  /** The facts that could not be judged; default: all. A requirement that asks for none of them is not affected. */
  readonly concerns?: readonly string[];
  /** Set where it looks at a user that a valid deletion named: that such a user exists still is no success. */
  readonly validlyDeleted?: true;
  /** What is stated instead where the facts break a clause: not the implementation may have answered (A51). */
  readonly insteadOfAccusing?: NotJudged;
}

/** A requirement's verdict, with the words that explain it. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly pending: null | { deadline: string };
  /** Positions of the observations that decided the verdict. */
  readonly decisive: readonly number[];
  /** Set where all that could not be judged is excused. */
  readonly excused?: true;
}

interface Finding {
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly actual: string;
  /** What happened, where something is violated. */
  readonly sentence?: string;
  readonly observation: number;
  readonly deadline?: string;
  readonly excused?: true;
}

const GRADE: Record<Level, Verdict> = { MUST: 'fail', SHOULD: 'warn', MAY: 'info' };

/**
 * Judges what a check observed by its requirement's expectation. Every clause must have been answered by an observation:
 * a check that saw nothing is an `error`, so that no verdict is green for want of looking.
 * @param shorten what the description of a long value goes through; redaction happens before the value is cut
 */
export function judge(
  requirement: JudgedRequirement & Pick<Requirement, 'level'>,
  observed: readonly Observed[],
  shorten = cut,
): Judgement {
  const findings = observed.flatMap((one, index) => findingsOf(one, index, requirement, shorten));
  const isNotJudged = findings.some(({ reason }) => reason !== null);
  for (const clause of requirement.expect) {
    const answered = observed.some(({ facts }) => facts !== undefined && isAnsweredBy(clause.when, facts));
    if (!answered && !isNotJudged) findings.push(unanswered(clause));
  }
  if (observed.length === 0) findings.push(sawNothing());
  // Where a request could not be carried, what else was seen does not answer the clauses that it left unanswered.
  const isUnsent = findings.some(({ reason }) => reason === 'transport');
  const isOpen = requirement.expect.some(
    ({ when }) => !observed.some(({ facts }) => facts && isAnsweredBy(when, facts)),
  );
  const counted = isUnsent && isOpen ? findings.filter((finding) => finding.verdict !== 'pass') : findings;
  const verdict = mostSevere(counted.map((finding) => finding.verdict));
  const decisive = counted.filter((finding) => finding.verdict === verdict);
  return {
    verdict: verdict === 'pass' && requirement.level === 'MAY' ? 'info' : verdict,
    reason: decisive.find(({ reason }) => reason !== null)?.reason ?? null,
    message: messageOf(decisive),
    expected: describeExpectation(requirement.expect),
    actual: someOf(unique(decisive.map(({ actual }) => actual))),
    pending: pendingOf(decisive),
    decisive: unique(decisive.map(({ observation }) => observation)).filter((index) => index >= 0),
    ...(decisive.length > 0 && decisive.every(({ excused }) => excused) ? { excused: true } : {}),
  };
}

/** "status 400 (MUST); /error_type USER_ERROR (SHOULD)". */
export function describeExpectation(clauses: readonly Clause[]): string {
  return clauses.map(({ when, level }) => `${describeCondition(when)} (${level})`).join('; ');
}

function findingsOf(
  one: Observed,
  observation: number,
  requirement: JudgedRequirement,
  shorten: (text: string) => string,
): Finding[] {
  const findings: Finding[] = [];
  const { facts, notJudged, about, insteadOfAccusing, concerns } = one;
  const { expect: clauses } = requirement;
  const isConcerned = concerns?.every((fact) => clauses.every(({ when }) => !(fact in when))) !== true;
  if (notJudged && isConcerned) findings.push(unjudged(notJudged, observation));
  if (isIdle(requirement, one)) findings.push(unjudged(notDeleted(capital(about)), observation));
  if (facts) {
    const judged = clauses.filter(({ when }) => isAnsweredBy(when, facts));
    const broken = judged.flatMap((clause) => {
      const accused = violations(clause.when, facts, shorten).filter((one) => !isUnfinished(requirement, one));
      return accused.map((violation): Finding => {
        if (isUndeleted(requirement, violation)) return unjudged(notDeleted(capital(about)), observation);
        const actual = `${about}: ${violation.key} ${violation.actual}`;
        const sentence = violationSentence(about, violation, facts);
        return { verdict: GRADE[clause.level], reason: null, actual, sentence, observation };
      });
    });
    if (broken.length > 0 && insteadOfAccusing) findings.push(unjudged(insteadOfAccusing, observation));
    else if (broken.length > 0) findings.push(...broken);
    else if (judged.length > 0) findings.push({ verdict: 'pass', reason: null, actual: about, observation });
  }
  return findings;
}

function unjudged({ verdict, reason, message, deadline, excused }: NotJudged, observation: number): Finding {
  const further = { ...(deadline ? { deadline } : {}), ...(excused ? { excused } : {}) };
  return { verdict, reason, actual: message, observation, ...further };
}

function unanswered(clause: Clause): Finding {
  const actual = `the check reported nothing about "${describeCondition(clause.when)}"`;
  return { verdict: 'error', reason: 'suite', actual, observation: -1 };
}

function sawNothing(): Finding {
  return { verdict: 'error', reason: 'suite', actual: 'the check observed nothing', observation: -1 };
}

function pendingOf(findings: readonly Finding[]): null | { deadline: string } {
  const deadlines = findings.flatMap(({ deadline }) => deadline ?? []).sort();
  const last = deadlines.at(-1);
  return last === undefined ? null : { deadline: last };
}

/** Why it was not judged, or what happened; an `info` states what was found in `actual` alone. */
function messageOf(decisive: readonly Finding[]): string {
  const [first] = decisive;
  if (first?.reason) return first.actual;
  if (first?.verdict !== 'fail' && first?.verdict !== 'warn') return '';
  const sentences = unique(decisive.flatMap(({ sentence }) => sentence ?? []));
  const more = sentences.length - MOST_SENTENCES;
  return [...sentences.slice(0, MOST_SENTENCES), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

/** Sentences of a message; `actual` has more. */
const MOST_SENTENCES = 2;

/** Observations that a reader needs to see; a run may have hundreds that mean the same. */
const MOST_TOLD = 5;

function someOf(texts: readonly string[]): string {
  const more = texts.length - MOST_TOLD;
  return [...texts.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
