import { listIn } from '../../contract/ids-place.ts';
import type { UnsignedRequest } from '../../contract/cases/types.ts';
import { readJson } from '../../http/message.ts';
import type { Exchange } from '../../http/types.ts';
import { errorCodeOf } from '../../users/error-code.ts';
import { isAccepted as isAcceptedBy } from '../../users/responses.ts';
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

/** Whether two answers mean the same: status and error code. Two that never came show nothing. */
export function sameAnswer(context: CheckContext, one: Exchange, other: Exchange): boolean {
  const code = (exchange: Exchange) => errorCodeOf(exchange, context.vendor.profile.errors.code);
  return one.response !== undefined && one.response.status === other.response?.status && code(one) === code(other);
}

/** Whether the answer states that the deletion was done or taken on, by the profile. */
export function isAccepted({ vendor }: Pick<CheckContext, 'vendor'>, exchange: Exchange): boolean {
  return isAcceptedBy(vendor, exchange);
}

/** Whether the answer is any success, the documented one or another. */
export function isSuccess({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}

/** Instant of the answer in ms since the epoch: what settle time and deadline are counted from. */
export function answeredAt({ at, response, error }: Exchange): number {
  return at + (response?.durationMs ?? error?.durationMs ?? 0);
}

/** The ids of a list, each in every spelling that was asked for or given out: any of them names it (A43). */
export type Asked = readonly (string | readonly string[])[];

/** The answer's list of deleted ids, numbers as texts; undefined where there is none. */
function listedIds({ vendor }: Pick<CheckContext, 'vendor'>, exchange: Exchange): readonly unknown[] | undefined {
  return listIn(bodyOf(exchange), vendor.profile.deletion.listed ?? '');
}

/** How the answer's list of deleted ids relates to those asked for; nothing where the vendor lists none. */
export function listedFacts(context: CheckContext, exchange: Exchange, asked: Asked): Facts {
  if (context.vendor.profile.deletion.listed === undefined) return {};
  return { listed: relation(listedIds(context, exchange) ?? [], asked) };
}

/** Whether the answer's list of deleted ids holds an id, in any of its spellings. */
export function isListed(context: CheckContext, exchange: Exchange, spellings: string | readonly string[]): boolean {
  const list = listedIds(context, exchange) ?? [];
  return [spellings].flat().some((one) => list.includes(one));
}

/** An id as it was given out and in every other letter case in which a request names it. */
export function spellingsIn(draft: UnsignedRequest, id: string): readonly string[] {
  const text = draft.body?.toString() ?? '';
  const spelled = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, one = '']) => one);
  return [...new Set([id, ...spelled.filter((one) => one.toLowerCase() === id.toLowerCase())])];
}

function relation(list: readonly unknown[], asked: Asked): 'all' | 'some' | 'none' | 'others' {
  const named = new Set<unknown>(list);
  const known = new Set<unknown>(asked.flat());
  if ([...named].some((id) => !known.has(id))) return 'others';
  if (named.size === 0) return 'none';
  return asked.every((id) => [id].flat().some((one) => named.has(one))) ? 'all' : 'some';
}
