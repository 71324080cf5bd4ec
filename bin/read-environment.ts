import { learnEnvironment } from '../src/session/redaction.ts';
import { readEnvironment } from '../src/configuration/environment.ts';

/** Reads the environment and registers its secrets for redaction before anything is printed. */
export function environment(): Record<string, string> {
  return learnEnvironment(readEnvironment(process.cwd()));
}
