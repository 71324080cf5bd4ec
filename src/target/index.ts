export { readEnvironment, type Environment } from './environment.ts';
export { secretsOf } from './secrets.ts';
export { readTargets, type Selection, type SelectionOptions } from './select.ts';
export { targetOf } from './target-of.ts';
export type { Target } from './types.ts';
