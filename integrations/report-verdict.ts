import { test, type TestInfo } from '@playwright/test';
import { failureText } from '../src/library/tests-of.ts';
import type { RequirementResult } from '../src/verdict/results.ts';

/** What the main process returns of a requirement. */
export interface GatedResult {
  /** Null where the options of the run do not select the requirement. */
  readonly result: RequirementResult | null;
  /** Whether the outcome gates on it: also a `warn` where the run is strict. */
  readonly gates: boolean;
}

/**
 * Reports a verdict to the runner in its own words, for `--ui` and other reporters.
 * @throws Error for what the outcome gates on; what was not judged is skipped, which no outcome takes for green
 */
export function reportVerdict({ result, gates }: GatedResult, info: TestInfo): void {
  if (result === null) {
    test.skip(true, 'not selected: CONFORMANCE_OPTIONS selects other requirements');
    return;
  }
  const { verdict, message, actual, reason, knownFailure, newer } = result;
  const why = message || actual;
  if (gates) throw stackless(failureText(result));
  // The outcome does not gate on these, so the runner should not either.
  if (newer && verdict !== 'pass') test.skip(true, `newer than the edition, not counted: ${verdict}: ${why}`);
  if (knownFailure) test.skip(true, `known failure until ${knownFailure.expires} (${knownFailure.reason}): ${why}`);
  switch (verdict) {
    case 'pass':
      return;
    case 'warn':
    case 'info':
      info.annotations.push({ type: verdict, description: why });
      return;
    default:
      test.skip(true, `${verdict}${reason ? ` (${reason})` : ''}: ${why}`);
  }
}

/** What a target did wrong has no stack of ours. */
function stackless(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
