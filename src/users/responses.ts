import { valueAt } from '../contract/json-pointer.ts';
import { readJson } from '../http/message.ts';
import type { Exchange } from '../http/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { matches } from '../verdict/condition.ts';
import { withheld } from '../verdict/withheld.ts';
import type { NotJudged } from '../verdict/types.ts';
import { inconclusive } from '../verdict/not-judged.ts';
import { errorCodeOf } from './error-code.ts';

const GATEWAY: readonly number[] = [502, 503, 504];

/** The parsed JSON body of an answer; undefined where there is none or it is not JSON. */
export function bodyOf({ response }: Pick<Exchange, 'response'>): unknown {
  const json = response && readJson(response);
  return json?.ok ? json.value : undefined;
}

/** Whether an answer states that the deletion was done or taken on: what the profile states, not any success. */
export function isAccepted({ profile }: Pick<Vendor, 'profile'>, exchange: Exchange): boolean {
  const { response } = exchange;
  if (!response) return false;
  return matches(profile.deletion.accepted, { status: response.status, body: bodyOf(exchange) });
}

/**
 * What shows more about the surroundings than of the implementation: no answer, 429, a gateway's 502, 503, 504 (A2, A10).
 * @param what was asked, at the start of the sentence: "The read accounts_get".
 */
export function whyNotJudged({ response, error }: Exchange, what: string): NotJudged | undefined {
  if (!response) {
    const onPurpose = withheld(error);
    if (onPurpose) return onPurpose;
    const reason = error?.kind === 'timeout' ? 'timeout' : 'network';
    return inconclusive(reason, `${what} got no answer: ${error?.message ?? 'the exchange was lost.'}`);
  }
  const { status } = response;
  if (status === 429) return inconclusive('rate-limited', `${what} was answered 429: too many requests.`);
  if (GATEWAY.includes(status))
    return inconclusive('gateway', `${what} was answered ${status}: which may come from a gateway.`);
  return undefined;
}

/**
 * Whether a request that was sent got no answer of the implementation: none at all, or a gateway's 502, 503, 504 (A49).
 */
export function isLost({ response, error }: Exchange): boolean {
  if (!response) return error?.kind !== 'unsent';
  return GATEWAY.includes(response.status);
}

/** "400 (USER_NOT_FOUND)": the status of an answer and its error code, where it has one. */
export function describeAnswer(exchange: Exchange, codeAt: string): string {
  const code = errorCodeOf(exchange, codeAt);
  const named = typeof code === 'string' || typeof code === 'number' ? ` (${code})` : '';
  return `${exchange.response?.status ?? 'not at all'}${named}`;
}

/** What a step hands to those after it; undefined where its answer lacks something of it. */
export function keptFrom(
  exchange: Exchange,
  keep: Readonly<Record<string, string>> = {},
): Record<string, unknown> | undefined {
  const kept = Object.entries(keep).map(([name, pointer]) => [name, valueAt(bodyOf(exchange), pointer)] as const);
  return kept.every(([, value]) => value !== undefined) ? Object.fromEntries(kept) : undefined;
}
