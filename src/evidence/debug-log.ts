import { inspect } from 'node:util';
import type { Boundary } from './boundary.ts';
import { withoutMachinePaths } from './machine-paths.ts';
import { errorCode, sentence, type Redacted } from './redacted.ts';

/** Name of the file, in the folder of the report. */
export const DEBUG_LOG = 'debug.log';

const TITLE = '# Internal errors of deletion-conformance, redacted.';

/** An error may name the error that caused it, and so on. */
const MOST_CAUSES = 5;

/** Where the stacks of internal errors go. A stack shows nothing about a target, so no report shows it. */
export interface DebugLog {
  /**
   * Keeps the stack of an error; of one that is kept already, nothing more.
   * @param where it happened: a requirement, a part of the run
   * @returns the sentence that a message about the error ends with: where its stack is, or how to get it
   */
  readonly keep: (where: string, error: unknown) => Redacted<string>;
}

/** Keeps nothing, and states how to have it kept. */
export const NO_DEBUG_LOG: DebugLog = {
  keep: () => sentence`Set CONFORMANCE_DEBUG=1 to have its stack written to debug.log next to the report.`,
};

/**
 * A log that is written again whenever an error is added, so that a crash loses nothing.
 * @param write replaces the file by this text; what it throws is stated where the message states where the stack is
 */
export function createDebugLog(boundary: Boundary, write: (text: Redacted<string>) => void): DebugLog {
  const kept = new Set<unknown>();
  const entries: string[] = [TITLE];
  return {
    keep(where, error) {
      if (!kept.has(error)) {
        kept.add(error);
        entries.push(`${new Date().toISOString()} ${where}\n${withoutMachinePaths(stackOf(error))}`);
      }
      try {
        write(boundary.text(`${entries.join('\n\n')}\n`));
        return sentence`Its stack is in debug.log next to the report.`;
      } catch (failure) {
        return sentence`Its stack could not be written to debug.log next to the report (${errorCode(failure)}).`;
      }
    },
  };
}

/** With all that caused it; the runner hands errors over as plain objects. */
function stackOf(error: unknown, causes = MOST_CAUSES): string {
  const { message, stack = message, cause, errors } = (error ?? {}) as Partial<AggregateError>;
  if (stack === undefined) return typeof error === 'string' ? error : inspect(error);
  if (causes === 0) return stack;
  const from = cause === undefined ? [] : [`caused by ${stackOf(cause, causes - 1)}`];
  const parts = Array.isArray(errors) ? errors.map((part) => `one of them: ${stackOf(part, causes - 1)}`) : [];
  return [stack, ...from, ...parts].join('\n');
}
