import { valueAt } from '../../contract/json-pointer.ts';
import { readJson } from '../../http/message.ts';
import type { Exchange } from '../../http/types.ts';
import type { Facts } from '../../verdict/types.ts';
import type { CheckContext } from '../types.ts';

/** The parsed JSON body of an answer; undefined where there is none or it is not JSON. */
export function bodyOf({ response }: Exchange): unknown {
  const json = response && readJson(response);
  return json?.ok ? json.value : undefined;
}

/** `status` and `body` of an answer; `none (timeout)` and the like where none came (A9). */
export function answerFacts(exchange: Exchange): Facts {
  const { response, error } = exchange;
  return { status: response?.status ?? `none (${error?.kind ?? 'lost'})`, body: bodyOf(exchange) };
}

/** Whether two answers say the same: status and error code. Two that never came say nothing. */
export function sameAnswer(context: CheckContext, one: Exchange, other: Exchange): boolean {
  const code = (exchange: Exchange) => valueAt(bodyOf(exchange), context.vendor.profile.errors.code);
  return one.response !== undefined && one.response.status === other.response?.status && code(one) === code(other);
}

/** Whether the answer says that the deletion was done or taken on. */
export function isAccepted({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** Instant of the answer in ms since the epoch: what settle time and deadline are counted from. */
export function answeredAt({ at, response, error }: Exchange): number {
  return at + (response?.durationMs ?? error?.durationMs ?? 0);
}

/** How the answer's list of deleted ids relates to those asked for; nothing where the vendor lists none. */
export function listedFacts(context: CheckContext, exchange: Exchange, asked: readonly string[]): Facts {
  const { listed } = context.vendor.profile.deletion;
  return listed === undefined ? {} : { listed: relation(valueAt(bodyOf(exchange), listed), asked) };
}

function relation(list: unknown, asked: readonly string[]): 'all' | 'some' | 'none' | 'others' {
  const named = new Set<unknown>(Array.isArray(list) ? list : []);
  if ([...named].some((id) => !asked.some((one) => one === id))) return 'others';
  if (named.size === 0) return 'none';
  return asked.every((id) => named.has(id)) ? 'all' : 'some';
}
