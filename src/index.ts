/** The library: judges an implementation from within another program. */
export { ConfigurationError } from './errors.ts';
export type { FetchHandler } from './http/fetch-transport.ts';
export { judge } from './library/judge.ts';
export type { JudgeOptions } from './library/options.ts';
export type { TargetDescription } from './library/target-variables.ts';
export { testsOf, type RequirementTest } from './library/tests-of.ts';
export type { RequirementResult, Results } from './verdict/results.ts';
