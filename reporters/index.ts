/**
 * `deletion-conformance/report`: every format of a report, made of the results of a run. What `judge` returns, or
 * `readResults` reads from a `results.json`, was redacted when it was made.
 */
export { renderBadge } from './render/badge.ts';
export { renderHtml } from './render/html.ts';
export { renderJunit } from './render/junit.ts';
export { renderSummary } from './render/summary.ts';
export { readResults } from '../src/results/read-results.ts';
export type { RequirementResult, Results } from '../src/verdict/results.ts';
