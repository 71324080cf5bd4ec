import { NO_TIMES, type RunTimes } from '../../../src/run/run-durations.ts';

/** `--linger 30s`: what a run with the default options does not look long enough for. */
export const LINGERING: { readonly times: RunTimes } = { times: { ...NO_TIMES, lingerMs: 30_000 } };
