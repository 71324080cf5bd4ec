import { createBoundary, type Boundary } from '../evidence/boundary.ts';
import { isDebugging } from '../configuration/debug.ts';
import { environmentSecrets } from '../configuration/environment-secrets.ts';
import type { Environment } from '../configuration/environment.ts';

/**
 * Redacts every text that leaves this process. It knows the secrets of the process environment from the start, those of
 * `.env` once it is read, and those of a target once that is read.
 */
export const boundary: Boundary = createBoundary();
boundary.add({ secrets: environmentSecrets(process.env), contractTexts: '', keepHeaders: [] });

let debugging = isOn(process.env);

/** Lets the boundary know what the environment of the run names as a secret. */
export function learnEnvironment<T extends Environment>(environment: T): T {
  boundary.add({ secrets: environmentSecrets(environment), contractTexts: '', keepHeaders: [] });
  debugging = isOn(environment);
  return environment;
}

/** Whether CONFORMANCE_DEBUG asks for the stacks of internal errors. */
export function keepsStacks(): boolean {
  return debugging;
}

/** An invalid value counts as off here; reading the configuration refuses the run for it. */
function isOn(environment: Environment): boolean {
  try {
    return isDebugging(environment);
  } catch {
    return false;
  }
}
