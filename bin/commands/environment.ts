import { learnEnvironment } from '../../src/session/boundary.ts';
import { readEnvironment } from '../../src/configuration/environment.ts';

/** The environment of a command: read once, and its secrets known to what is written before anything is. */
export function environment(): Record<string, string> {
  return learnEnvironment(readEnvironment(process.cwd()));
}
