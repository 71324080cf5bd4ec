import type { Secret } from './types.ts';

/** What is shorter is matched only together with its id, and means nothing alone. */
const TELLING_LENGTH = 12;

/**
 * Invalid credentials such as the truncated secret give nearly all of it away, and a target may echo them: they are secrets too,
 * under the name of the one they were made from.
 */
export function derivedSecrets(name: string, values: readonly (string | undefined)[]): Secret[] {
  return values
    .filter((value) => value !== undefined && value.length >= TELLING_LENGTH)
    .map((value) => ({ name, value: value ?? '' }));
}
