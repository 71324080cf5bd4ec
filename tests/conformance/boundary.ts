import { createBoundary, type Boundary } from '../../src/evidence/boundary.ts';
import { environmentSecrets } from '../../src/target/environment-secrets.ts';
import { readEnvironment, type Environment } from '../../src/target/environment.ts';

/**
 * What everything that this process writes or sends passes. It knows what the environment names as a secret from the
 * beginning, and what is secret of a target once that is read.
 */
export const boundary: Boundary = createBoundary();
boundary.add({ secrets: environmentSecrets(environment()), contractTexts: '', keepHeaders: [] });

function environment(): Environment {
  try {
    return readEnvironment(process.cwd());
  } catch {
    return process.env; // That `.env` cannot be read is told by whoever needs it.
  }
}
