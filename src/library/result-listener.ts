import { ConfigurationError } from '../errors.ts';
import type { RequirementResult } from '../verdict/results.ts';

/** What a program's own function makes of the results. */
export interface ResultListener {
  readonly onResult: (result: RequirementResult) => void;
  /** @throws ConfigurationError where the function threw, or the promise that it returned was rejected */
  done(): Promise<void>;
}

/**
 * Calls a program's own function with each result. What it throws ends the run in order: neither is it lost, nor does it
 * end the process as a rejection that nobody handles.
 * @param stop ends the run
 */
export function listenerOf(onResult: (result: RequirementResult) => unknown, stop: () => void): ResultListener {
  const calls: Promise<void>[] = [];
  let thrown: { readonly error: unknown } | undefined;
  const call = async (result: RequirementResult): Promise<void> => {
    try {
      await onResult(result);
    } catch (error) {
      thrown ??= { error };
      stop();
    }
  };
  return {
    onResult(result) {
      calls.push(call(result));
    },
    async done() {
      await Promise.all(calls);
      if (thrown) throw new ConfigurationError(`The option onResult of judge threw ${String(thrown.error)}`);
    },
  };
}
