import { readKnownFailures, type KnownFailureList } from '../results/known-failures-file.ts';
import type { Environment } from '../configuration/index.ts';
import type { RunOptions } from './options.ts';
import { readRequirementIds } from './vendors.ts';

/**
 * The known failures that the options name. Read once: a file that changes while the run is under way changes nothing.
 * @param at ISO instant of the run
 * @throws ConfigurationError with everything that such a list can have wrong
 */
export function knownFailuresOf(
  { knownFailures: path }: RunOptions,
  environment: Environment,
  at: string,
): KnownFailureList {
  if (path === null) return { entries: [], notices: [] };
  return readKnownFailures(path, readRequirementIds(environment), at);
}
