import type { Target } from '../configuration/types.ts';
import { ConfigurationError } from '../errors.ts';

/**
 * Refuses to record a run that would do what no cassette can hold.
 * @throws ConfigurationError
 */
export function checkRecordable({ createUserCommand, observe, configuration }: Target): void {
  if (createUserCommand === undefined && observe !== 'command') return;
  const names = Object.keys(configuration).filter((name) => /_(?:CREATE_USER|OBSERVE)_COMMAND$/.test(name));
  throw new ConfigurationError(`--record records requests, not what a command does: unset ${names.join(' and ')}.`);
}
