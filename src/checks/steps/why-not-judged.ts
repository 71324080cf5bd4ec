import type { Exchange } from '../../http/types.ts';
import { withheld } from '../../verdict/withheld.ts';
import type { NotJudged } from '../../verdict/types.ts';
import { inconclusive } from '../../verdict/not-judged.ts';

const GATEWAY: readonly (number | undefined)[] = [502, 503, 504];

/** Whether something between the suite and the implementation may have answered. */
function isGateway(exchange: Exchange): boolean {
  return GATEWAY.includes(exchange.response?.status);
}

/**
 * What keeps an answer from being judged, no matter who asked: none came, 429, or a gateway's 502, 503, 504 (A2, A9, K30).
 * @param who begins the sentence: "The control".
 */
export function whyNotJudged(exchange: Exchange, who: string): NotJudged | undefined {
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
