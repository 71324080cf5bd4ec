import { ConfigurationError } from '../errors.ts';
import type { Environment } from './environment.ts';
import type { Target } from './types.ts';
import { readWord } from './parse-value.ts';

/** @throws ConfigurationError where the variable holds blanks alone. */
export function readCommand(environment: Environment, name: string): string | undefined {
  const command = environment[name];
  if (command === undefined || command.trim() !== '') return command;
  throw new ConfigurationError(`${name} holds no command: give one, or unset it.`);
}

/**
 * How the operator wants users to be observed: `<V>_OBSERVE`, and `<V>_OBSERVE_COMMAND`, which decides by being set.
 * @throws ConfigurationError where the two contradict each other
 */
export function readObservation(
  environment: Environment,
  prefix: string,
): Pick<Target, 'observe' | 'observeCommand'> | { observe?: undefined; observeCommand?: undefined } {
  const observe = readWord(environment, `${prefix}OBSERVE`, ['read', 'repeat', 'none']);
  const observeCommand = readCommand(environment, `${prefix}OBSERVE_COMMAND`);
  if (observeCommand === undefined) return observe ? { observe } : {};
  if (!observe) return { observe: 'command', observeCommand };
  throw new ConfigurationError(`${prefix}OBSERVE and ${prefix}OBSERVE_COMMAND are both set: set one of them.`);
}
