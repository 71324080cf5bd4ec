export { readEnvironment, type Environment } from './environment.ts';
export { secretsOf } from './secrets.ts';
export { readTargets, type Selection, type SelectionOptions } from './select-targets.ts';
export { readTarget } from './read-target.ts';
export type { Target } from './types.ts';
