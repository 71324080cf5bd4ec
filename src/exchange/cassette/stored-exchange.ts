import { headerValues } from '../body.ts';
import type { Redactor } from '../redact.ts';
import type { HeaderLines, WireRequest, WireResponse } from '../types.ts';
import { bytesOf, storedBody, textOf } from './stored-body.ts';
import type { RawExchange } from './record-tape.ts';
import type { StoredExchange, StoredHeader, StoredRequest, StoredResponse } from './types.ts';

/** A shorter Authorization value is a word of any text. */
const SHORTEST_AUTHORIZATION = 8;

/** What stands for a secret in a redacted text: its name tells what to put there when it is replayed. */
const MARK = /\[redacted:\$([^\]]*)\]/g;

/** How exchanges are put into a form that may touch the disk. */
export interface Storing {
  readonly redactor: Redactor;
  /** Puts stand-ins in the place of ids. */
  readonly standIn: (text: string) => string;
  /** What the instants are counted from, in ms since the epoch. */
  readonly base: number;
}

/** @param request as `storedRequest` made it of the exchange's own */
export function storedExchange(raw: RawExchange, request: StoredRequest, storing: Storing): StoredExchange {
  const { at, until, response, error } = raw;
  const { standIn, base } = storing;
  const redactor = storing.redactor.also(authorizationOf(raw.request));
  const clean = (text: string): string => standIn(redactor.text(text));
  return {
    at: at - base,
    until: until - base,
    request: withStandIns(request, standIn),
    ...(response ? { response: storedResponse(response, redactor, clean) } : {}),
    ...(error ? { error: { ...error, message: clean(error.message) } } : {}),
  };
}

function withStandIns(request: StoredRequest, standIn: (text: string) => string): StoredRequest {
  const { path, body } = request;
  if (body === null || (typeof body !== 'string' && 'encrypted' in body)) return { ...request, path: standIn(path) };
  return { ...request, path: standIn(path), body: storedBody(bytesOf(body, textOf(body)), standIn) };
}

function storedResponse(response: WireResponse, redactor: Redactor, clean: (text: string) => string): StoredResponse {
  const { status, headers, body, truncated, contentEncoding, durationMs } = response;
  return {
    status,
    headers: keptHeaders(headers, redactor).map(([name, value]): StoredHeader => [name, clean(value)]),
    body: storedBody(body, clean),
    truncated,
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    durationMs,
  };
}

/** As everywhere: a value that is not on the allow-list goes. That it held a secret is part of the verdict, and stays. */
function keptHeaders(headers: HeaderLines, redactor: Redactor): StoredHeader[] {
  return headers.map((line): StoredHeader => {
    const [[name, value] = line] = redactor.headers([line]);
    if (value !== '[redacted]') return [name, value];
    const marks = redactor.find(line[1]).map((secret) => `[redacted:${secret}]`);
    return [name, [value, ...marks].join(' ')];
  });
}

/** How a stored answer becomes one that the run can read. */
export interface Filling {
  /** The secret of that name in this run: a stand-in. */
  readonly secret: (name: string) => string | undefined;
  /** Puts this run's ids in the place of the recorded ones. */
  readonly ids: (text: string) => string;
}

/** The answer to a request of this run: what leaked then leaks again. */
export function filledResponse(stored: StoredResponse, request: WireRequest, filling: Filling): WireResponse {
  const [authorization] = authorizationOf(request);
  const fill = (text: string): string =>
    filling.ids(text).replace(MARK, (mark, name: string) => {
      const value = name === 'AUTHORIZATION' ? authorization?.value : filling.secret(name);
      // A key has lines, and most answers are JSON.
      return value === undefined ? mark : JSON.stringify(value).slice(1, -1);
    });
  const { status, headers, body, truncated, contentEncoding, durationMs } = stored;
  return {
    status,
    headers: headers.map(([name, value]) => [name, fill(value)]),
    body: bytesOf(body, fill(textOf(body))),
    truncated,
    ...(contentEncoding === undefined ? {} : { contentEncoding }),
    durationMs,
  };
}

function authorizationOf(request: WireRequest): { name: string; value: string }[] {
  return headerValues(request.headers, 'authorization')
    .flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
    .filter((value) => value.length >= SHORTEST_AUTHORIZATION)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
}
