import { withoutMachinePaths } from '../evidence/machine-paths.ts';
import { derive, sentence, type Redacted } from '../evidence/redacted.ts';
import { ConfigurationError } from '../errors.ts';
import { boundary } from './redaction.ts';
import { debugLog } from './debug.ts';

/**
 * Puts an error into words. A ConfigurationError already states how to fix it; for an internal error, the text adds where
 * its stack is kept.
 * @param error also as the runner hands it over, as a plain object
 * @param where it happened
 * @param reportDir where the stack goes
 */
export function explain(error: unknown, where: string, reportDir: string): Redacted<string> {
  const { message = String(error), stack = '' } = (error ?? {}) as Partial<Error>;
  const text = boundary.text(withoutMachinePaths(message.replace(/^(?:Error: )+/, '')));
  // Where nothing was thrown, or what was thrown had its stack removed, there is nothing to look up.
  if (error instanceof ConfigurationError || !/\n\s+at /.test(stack)) return text;
  const whole = derive(text, (one) => one.replace(/[.:]?$/, '.'));
  return sentence`${whole} ${debugLog(reportDir).keep(where, error)}`;
}

/**
 * Why a command ends without having done anything.
 * @param failed what to state of an error of our own
 */
export function refusalText(
  error: unknown,
  reportDir: string,
  failed: Redacted<string> = sentence`The run could not start`,
): Redacted<string> {
  const text = explain(error, 'the start of the command', reportDir);
  return error instanceof ConfigurationError ? text : sentence`${failed}: ${text}`;
}
