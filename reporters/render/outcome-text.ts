import { gates } from '../../src/verdict/outcome.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { OUTCOME_TEXT } from './messages.ts';
import { knownToFail, outcomeOf, verdictOf } from './queries.ts';

/** What the outcome states about this run: no more than happened, and of a selection no more than that. */
export function outcomeText(results: Results): string {
  const outcome = outcomeOf(results);
  if (outcome === 'conformant') return conformant(results);
  const why = outcome === 'nonconformant' ? causes(results) : [];
  return why.length > 0 ? why.join(' ') : OUTCOME_TEXT[outcome];
}

function conformant(results: Results): string {
  const which = results.partial || results.quick ? 'Every requirement of the selection' : 'Every requirement';
  const except = knownToFail(results).length > 0 ? ', except known failures' : '';
  return `${which} that counts was judged and met${except}.`;
}

function causes({ requirements, options }: Results): string[] {
  const gating = requirements.filter((one) => gates(one, options));
  const has = (test: (one: RequirementResult) => boolean): boolean => gating.some(test);
  return [
    ...(has((one) => verdictOf(one) === 'fail') ? ['At least one MUST is violated.'] : []),
    ...(has((one) => verdictOf(one) === 'warn') ? ['At least one SHOULD is violated, and --strict counts that.'] : []),
    ...(has(({ knownFailure }) => knownFailure !== null)
      ? ['A requirement that is listed as a known failure is met now: take it off the list.']
      : []),
  ];
}
