import { ConfigurationError } from '../errors.ts';
import { readResults } from '../results/read-results.ts';

/** Verdicts that leave nothing to look at again. */
const GREEN = /^(pass|info|not-applicable|not-observed)$/;

/**
 * `--last-failed`: what an earlier run judged and did not find green, with the seed that makes its generated cases again.
 * @throws ConfigurationError where the file is no results file, or everything in it is green
 */
export function lastFailed(file: string): { readonly grep: string; readonly seed: number } {
  const { requirements, seed } = readResults(file);
  const ids = requirements.filter(({ verdict }) => !GREEN.test(verdict)).map(({ id }) => id);
  if (ids.length === 0)
    throw new ConfigurationError(`--last-failed ${file}: everything in it is green, so there is nothing to run again.`);
  return { grep: `^(${ids.join('|')})$`, seed };
}
