import type { Exchange } from '../../http/types.ts';
import { withheld } from '../../verdict/withheld.ts';
import type { Trouble } from '../../verdict/types.ts';

const GATEWAY: readonly (number | undefined)[] = [502, 503, 504];

/** Whether something between the suite and the implementation may have answered. */
export function isGateway(exchange: Exchange): boolean {
  return GATEWAY.includes(exchange.response?.status);
}

/**
 * What keeps an answer from being judged whoever asked: none came, 429, or a gateway's 502, 503, 504 (A2, A9, K30).
 * @param who begins the sentence: "The control".
 */
export function surroundings(exchange: Exchange, who: string): Trouble | undefined {
  const { response, error } = exchange;
  if (!response) {
    const onPurpose = withheld(error);
    if (onPurpose) return onPurpose;
    const reason = error?.kind === 'timeout' ? 'timeout' : 'network';
    return inconclusive(reason, `${who} got no answer: ${error?.message ?? 'the exchange was lost.'}`);
  }
  if (response.status === 429) return inconclusive('rate-limited', `${who} was answered 429: too many requests.`);
  if (isGateway(exchange))
    return inconclusive('gateway', `${who} was answered ${response.status}, which may come from a gateway.`);
  return undefined;
}

/** Executed, but nothing can be concluded from it. */
export function inconclusive(reason: Trouble['reason'], message: string): Trouble {
  return { verdict: 'inconclusive', reason, message };
}

/** Nothing gave occasion to judge it, and that is allowed (A47). */
export function notObserved(message: string): Trouble {
  return { verdict: 'not-observed', reason: 'not-observed', message };
}

/** Users were created and not seen living within the settle time (A47): what became of them cannot be judged. */
export function unobservable(message: string): Trouble {
  return inconclusive('unobservable', message);
}

/** Something that the operator or the vendor's profile declares excludes the row. */
export function declared(message: string): Trouble {
  return { verdict: 'not-applicable', reason: 'declared', message };
}

/** A second tenant's credentials are missing; `env` is the vendor's prefix. */
export function noSecondTenant(env: string): Trouble {
  const message = `This needs a second tenant: set the ${env}_OTHER_… variables to its credentials.`;
  return { verdict: 'not-run', reason: 'no-second-tenant', message };
}

/** One of our own files asks for what another does not hold. */
export function suiteError(message: string): Trouble {
  return { verdict: 'error', reason: 'suite', message };
}
