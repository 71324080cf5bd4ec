import { valueAt } from '../contract/json-pointer.ts';
import { mediaTypeOf } from '../http/message.ts';
import type { Exchange, WireResponse } from '../http/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { inconclusive } from '../verdict/not-judged.ts';
import type { NotJudged } from '../verdict/types.ts';
import { bodyOf } from './responses.ts';
import type { UsersPreflightResult } from './types.ts';

/** With these a firewall or a proxy refuses what it will not pass on. */
const OF_A_FILTER: readonly number[] = [403, 406, 413, 414, 431, 451];

/** They say something of the credentials or of the rate, whoever answers. */
const OF_THE_CALLER: readonly number[] = [401, 429];

/** What tells whether an answer may be a gateway's. */
export interface Behind {
  readonly vendor: Vendor;
  readonly preflightResult: Pick<UsersPreflightResult, 'errorsHaveForm'>;
}

/** Whether a body is a page for people. */
export function isPage(response: WireResponse): boolean {
  const type = mediaTypeOf(response);
  if (type) return type.type === 'text/html' || type.type === 'application/xhtml+xml';
  return /^\s*<(?:!doctype html|html|head|body)\b/i.test(textOf(response).slice(0, 200));
}

/** The body of a response as text. */
export function textOf({ text, body }: WireResponse): string {
  return text ?? body.toString('utf8');
}

/**
 * Whether an answer looks like one of a gateway: a 4xx without the vendor's error code that is a page, or that has the
 * status of a filter and is no JSON, or JSON where that status is not documented. A faulty request may well be refused by the framework that the API is built with: of the answers to
 * it, only pages with such a status count.
 */
export function isLikeGateway({ response, conforms, operation: id }: Exchange, { contract, profile }: Vendor): boolean {
  if (!response || response.status < 400 || response.status > 499) return false;
  const { status } = response;
  if (OF_THE_CALLER.includes(status) || hasForm(response, profile.errors.code)) return false;
  const documented = contract.operations.get(id ?? '')?.responses.has(status) ?? false;
  const isOfFilter = OF_A_FILTER.includes(status);
  if (isPage(response)) return conforms || (isOfFilter && !documented);
  return conforms && isOfFilter && (!documented || bodyOf({ response }) === undefined);
}

/** Whether an answer is a gateway's own: it looks like one, and errors of this API have the vendor's form (A51). */
export function isGatewaysOwn(exchange: Exchange, { vendor, preflightResult }: Behind): boolean {
  return preflightResult.errorsHaveForm === true && isLikeGateway(exchange, vendor);
}

/** Whether a response carries the vendor's error code. */
export function hasForm(response: WireResponse, codeAt: string): boolean {
  const code = valueAt(bodyOf({ response }), codeAt);
  return typeof code === 'string' || typeof code === 'number';
}

/** "403 with an HTML page". */
export function describeGateway({ response }: Exchange): string {
  if (!response) return 'nothing';
  return `${response.status} ${isPage(response) ? 'with an HTML page' : "without the vendor's error form"}`;
}

/** What a reader is told of a gateway's own answer. */
export function stoppedByGateway(exchange: Exchange, what: string): NotJudged {
  const message = `${what} was answered ${describeGateway(exchange)}, as a gateway in front of the API answers: it did not reach the API.`;
  return inconclusive('gateway', message);
}

/** What a gateway kept from being judged makes no run incomplete, where it is not about an ordinary user (A51). */
export function excused(notJudged: NotJudged): NotJudged {
  return notJudged.reason === 'gateway' && notJudged.verdict === 'inconclusive'
    ? { ...notJudged, excused: true }
    : notJudged;
}
