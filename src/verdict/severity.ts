import type { Verdict } from './types.ts';

/** From worst to best: several observations of one requirement combine to the first that occurs. */
const SEVERITY: readonly Verdict[] = [
  'error',
  'fail',
  'inconclusive',
  'not-run',
  'warn',
  'pass',
  'info',
  'not-observed',
  'not-applicable',
];

/** The most severe of some verdicts; `error` for none at all, since nothing seen is never green. */
export function mostSevere(verdicts: readonly Verdict[]): Verdict {
  return SEVERITY.find((verdict) => verdicts.includes(verdict)) ?? 'error';
}
