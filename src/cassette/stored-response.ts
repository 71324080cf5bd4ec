import { headerValues } from '../http/message.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { HeaderLines, WireRequest, WireResponse } from '../http/types.ts';
import { bytesOf, storedBody, textOf } from './stored-body.ts';
import type { StoredHeader, StoredResponse } from './types.ts';

/** A shorter Authorization value is a word of any text. */
const SHORTEST_AUTHORIZATION = 8;

/** What replaces a secret in a redacted text: its name states what to put there when it is replayed. */
const REDACTED = /\[redacted:\$([^\]]*)\]/g;

/** The redactor of one exchange: it also knows the Authorization value of the request. */
export function redactorOf(request: WireRequest, redactor: Redactor): Redactor {
  return redactor.also(authorizationOf(request));
}

/** An answer in a form that may touch the disk. */
export function storedResponse(response: WireResponse, redactor: Redactor): StoredResponse {
  const { status, headers, body, truncated, contentEncoding, durationMs, httpVersion } = response;
  return {
    status,
    headers: keptHeaders(headers, redactor),
    body: storedBody(body, redactor.text),
    ...(truncated ? { truncated } : {}),
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    ...(httpVersion === undefined ? {} : { httpVersion }),
    durationMs,
  };
}

/** As everywhere: a value that is not on the allow-list goes. That it held a secret is part of the verdict, and stays. */
function keptHeaders(headers: HeaderLines, redactor: Redactor): StoredHeader[] {
  return headers.map((line): StoredHeader => {
    const [[name, value] = line] = redactor.headers([line]);
    if (value !== '[redacted]') return [name, value];
    const markers = redactor.find(line[1]).map((secret) => `[redacted:${secret}]`);
    return [name, [value, ...markers].join(' ')];
  });
}

/**
 * The answer to a request of a replay: what leaked then leaks again.
 * @param secretOf the secret of that name in this run, which is a made-up one
 */
export function replayedResponse(
  stored: StoredResponse,
  request: WireRequest,
  secretOf: (name: string) => string | undefined,
): WireResponse {
  const [authorization] = authorizationOf(request);
  const fill = (text: string): string =>
    text.replace(REDACTED, (marker, name: string) => {
      const value = name === 'AUTHORIZATION' ? authorization?.value : secretOf(name);
      // A key has lines, and most answers are JSON.
      return value === undefined ? marker : JSON.stringify(value).slice(1, -1);
    });
  const { status, headers, body, truncated = false, contentEncoding, durationMs, httpVersion } = stored;
  return {
    status,
    headers: headers.map(([name, value]) => [name, fill(value)]),
    body: bytesOf(body, fill(textOf(body))),
    truncated,
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    ...(httpVersion === undefined ? {} : { httpVersion }),
    durationMs,
  };
}

function authorizationOf(request: WireRequest): { name: string; value: string }[] {
  return headerValues(request.headers, 'authorization')
    .flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
    .filter((value) => value.length >= SHORTEST_AUTHORIZATION)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
}
