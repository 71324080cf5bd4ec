import type { UnsentReason } from '../http/types.ts';
import type { NotJudged } from './types.ts';

/** Verdicts of requests that were not sent on purpose: what could not be asked was not run, unless something went wrong. */
const VERDICT: Readonly<Record<UnsentReason, NotJudged['verdict']>> = {
  'held-back': 'not-run',
  provoking: 'not-run',
  'credential-limit': 'not-run',
  // A handler in this process was declared, and that excludes it.
  transport: 'not-applicable',
  'no-user': 'not-run',
  interrupted: 'not-run',
  'credentials-refused': 'inconclusive',
  'rate-limited': 'inconclusive',
  suite: 'error',
};

/** Why a request that was withheld on purpose cannot be judged; undefined where it was not. */
export function withheld(
  error: { readonly message: string; readonly reason?: UnsentReason | undefined } | undefined,
): NotJudged | undefined {
  if (error?.reason === undefined) return undefined;
  return { verdict: VERDICT[error.reason], reason: error.reason, message: error.message };
}
