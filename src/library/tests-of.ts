import { exitCodeOf, EXIT_CODE } from '../verdict/exit-code.ts';
import { gates } from '../verdict/outcome.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';

/** A requirement as a test of any runner. */
export interface RequirementTest {
  /** Id of the requirement; `outcome` for the last one. */
  readonly name: string;
  /** Why it was not judged; false where it was. */
  readonly skip: string | false;
  /** @throws Error with what was expected and what came, where the outcome gates on the requirement */
  readonly run: () => void;
}

/**
 * The results of a run as tests, one for each requirement and one for the outcome: a run whose requirements were skipped is
 * not green.
 * @example
 * for (const { name, skip, run } of testsOf(results)) test(name, { skip }, run); // node:test
 */
export function testsOf(results: Results): RequirementTest[] {
  return [
    ...results.requirements.map((one) => testOf(one, results.options)),
    {
      name: 'outcome',
      skip: false,
      run() {
        if (exitCodeOf(results).code !== EXIT_CODE.conformant) throw stackless(results.headline);
      },
    },
  ];
}

function testOf(result: RequirementResult, options: Results['options']): RequirementTest {
  const { id, verdict, reason, message, actual, knownFailure, newer } = result;
  const run = (): void => {
    if (gates(result, options)) throw stackless(failureText(result));
  };
  const isJudged = ['pass', 'warn', 'info'].includes(verdict) || gates(result, options);
  const known = knownFailure
    ? `known failure (${knownFailure.reason})`
    : newer && 'newer than the edition, not counted';
  const why = known || `${verdict}${reason ? ` (${reason})` : ''}`;
  return { name: id, skip: isJudged ? false : `${why}: ${message || actual}`, run };
}

/** The requirement, what was expected, what came, its source, and what to try. */
export function failureText(result: RequirementResult): string {
  const { id, verdict, level, text, expected, actual, message, source } = result;
  const lines = [`${id} (${level}): ${text}`];
  if (verdict === 'error') lines.push('The suite itself misbehaved; this shows nothing about the target.');
  lines.push(`Expected: ${expected}`, `Actual:   ${actual || message}`, `Where:    ${source}`);
  if (result.try) lines.push(`Try:      ${result.try}`);
  return lines.join('\n');
}

/** What a target did wrong is in no stack of ours. */
function stackless(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
