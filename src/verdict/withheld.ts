import type { UnsentReason } from '../exchange/types.ts';
import type { Trouble } from './types.ts';

/** Verdicts of requests that were not sent on purpose: what could not be asked was not run, unless something went wrong. */
const VERDICT: Readonly<Record<UnsentReason, Trouble['verdict']>> = {
  'held-back': 'not-run',
  provoking: 'not-run',
  'credential-limit': 'not-run',
  'no-user': 'not-run',
  interrupted: 'not-run',
  'credentials-refused': 'inconclusive',
  'rate-limited': 'inconclusive',
  suite: 'error',
};

/** Why a request that was withheld on purpose cannot be judged; undefined where it was not. */
export function withheld(
  error: { readonly message: string; readonly reason?: UnsentReason | undefined } | undefined,
): Trouble | undefined {
  if (error?.reason === undefined) return undefined;
  return { verdict: VERDICT[error.reason], reason: error.reason, message: error.message };
}
