import { test, type TestInfo } from '@playwright/test';
import type { RequirementResult } from '../../src/verdict/results.ts';

/**
 * Tells the runner a verdict in its own words, for `--ui` and other reporters: the report reads the attachment.
 * @throws Error for `fail` and `error`; what was not judged is skipped, which no outcome takes for green.
 */
export function conclude(result: RequirementResult, info: TestInfo): void {
  const { verdict, message, actual, reason, knownFailure } = result;
  const why = message || actual;
  // The outcome does not gate on it, so the runner should not either.
  if (knownFailure) test.skip(true, `known failure until ${knownFailure.expires} (${knownFailure.reason}): ${why}`);
  switch (verdict) {
    case 'pass':
      return;
    case 'warn':
    case 'info':
      info.annotations.push({ type: verdict, description: why });
      return;
    case 'not-run':
    case 'not-applicable':
    case 'inconclusive':
      test.skip(true, `${verdict}${reason ? ` (${reason})` : ''}: ${why}`);
      return;
    case 'fail':
    case 'error':
    default:
      throw stackless(failureText(result));
  }
}

/** The requirement, what was expected, what came, where it stands, and what to try. */
function failureText(result: RequirementResult): string {
  const { id, verdict, level, text, expected, actual, message, source } = result;
  const lines = [`${id} (${level}): ${text}`];
  if (verdict === 'error') lines.push('The suite itself misbehaved; this says nothing about the target.');
  lines.push(`Expected: ${expected}`, `Actual:   ${actual || message}`, `Where:    ${source}`);
  if (result.try) lines.push(`Try:      ${result.try}`);
  return lines.join('\n');
}

/** What a target did wrong does not stand in a stack of ours. */
function stackless(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
