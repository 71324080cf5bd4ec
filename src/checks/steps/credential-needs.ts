import { headerValues } from '../../http/message.ts';
import { withBody, withContentType } from '../../contract/cases/draft-request.ts';
import { formBody } from '../../contract/cases/media-type.ts';
import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { InvalidCredentials } from '../../auth/types.ts';
import type { Exchange } from '../../http/types.ts';
import { notObserved } from '../../verdict/not-judged.ts';
import type { CheckContext, Observation } from '../types.ts';

/** More than servers read of a body at once, and less than they refuse. */
const LARGE_BODY_BYTES = 128 * 1024;

/**
 * The request that a set of invalid credentials is sent with: a deletion with what it needs.
 * @param answered answers to valid credentials, whose cookies are sent where cookies are needed
 * @returns undefined where the target has set no cookie, or answers HTTP/1.0, which knows no chunks
 */
export function shapedFor(
  { needs }: InvalidCredentials,
  context: CheckContext,
  draft: UnsignedRequest,
  answered: readonly Exchange[],
): UnsignedRequest | undefined {
  switch (needs) {
    case 'large-body':
      return withBody(draft, Buffer.concat([draft.body ?? Buffer.alloc(0), Buffer.alloc(LARGE_BODY_BYTES, ' ')]));
    case 'chunked-body':
      if (answered.some(({ response }) => response?.httpVersion === '1.0')) return undefined;
      return { ...draft, headers: [...draft.headers, ['Transfer-Encoding', 'chunked']] };
    case 'query':
      return { ...draft, path: `${draft.path}${draft.path.includes('?') ? '&' : '?'}x-note=${context.unknownId()}` };
    case 'cookie':
      return withCookies(draft, answered);
    case 'form':
      return withContentType(withBody(draft, formBody(draft)), 'application/x-www-form-urlencoded');
    case 'no-label':
      return withContentType(draft, undefined);
    case 'charset':
      return withContentType(draft, 'application/json; charset=utf-8');
    case undefined:
      return draft;
  }
}

/** What is reported of credentials for which no request can be shaped. */
export function notShaped({ description: about, needs }: InvalidCredentials, control: Exchange): Observation {
  const why =
    needs === 'cookie' ? 'The target set no cookie.' : 'The target answers HTTP/1.0, which knows no chunked bodies.';
  return { about, exchanges: [control], notJudged: notObserved(why) };
}

function withCookies(draft: UnsignedRequest, answered: readonly Exchange[]): UnsignedRequest | undefined {
  const lines = answered.flatMap(({ response }) => headerValues(response?.headers ?? [], 'set-cookie'));
  const pairs = [...new Set(lines.map((line) => line.split(';', 1)[0] ?? ''))];
  return pairs.length === 0 ? undefined : { ...draft, headers: [...draft.headers, ['Cookie', pairs.join('; ')]] };
}
