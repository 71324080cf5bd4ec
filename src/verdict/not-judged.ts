import type { NotJudged, Reason } from './types.ts';

/** Executed, but nothing can be concluded from it. */
export function inconclusive(reason: NotJudged['reason'], message: string): NotJudged {
  return { verdict: 'inconclusive', reason, message };
}

/** Nothing gave occasion to judge it, and that is allowed (A47). */
export function notObserved(message: string): NotJudged {
  return { verdict: 'not-observed', reason: 'not-observed', message };
}

/** Users were created and not seen living within the settle time (A47): what became of them cannot be judged. */
export function unobservable(message: string): NotJudged {
  return inconclusive('unobservable', message);
}

/** Something that the operator or the vendor's profile declares excludes the requirement. */
export function declared(message: string): NotJudged {
  return { verdict: 'not-applicable', reason: 'declared', message };
}

/** A second tenant's credentials are missing; `env` is the vendor's prefix. */
export function noSecondTenant(env: string): NotJudged {
  const message = `This needs a second tenant: set the ${env}_OTHER_… variables to its credentials.`;
  return { verdict: 'not-run', reason: 'no-second-tenant', message };
}

/** One of our own files asks for what another does not hold. */
export function suiteError(message: string): NotJudged {
  return { verdict: 'error', reason: 'suite', message };
}

/** Applies, but did not execute. */
export function notRun(reason: Reason, message: string): NotJudged {
  return { verdict: 'not-run', reason, message };
}
