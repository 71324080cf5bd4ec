import { ConfigurationError } from '../errors.ts';
import type { Environment } from './environment.ts';

/**
 * Whether the stacks of internal errors are to be kept.
 * @throws ConfigurationError where the variable is set to anything but 1
 */
export function isDebugging({ CONFORMANCE_DEBUG: text }: Environment): boolean {
  if (text === undefined || text.trim() === '1') return text !== undefined;
  throw new ConfigurationError(
    'CONFORMANCE_DEBUG must be 1, which keeps the stacks of internal errors, or not set: correct or unset it.',
  );
}
