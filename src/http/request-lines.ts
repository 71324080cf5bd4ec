import { headerValues } from './message.ts';
import { ExchangeError, type HeaderLines, type WireRequest } from './types.ts';

/** @throws ExchangeError `unsent` where the text is no absolute http or https URL */
export function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ExchangeError('unsent', 'The request was not sent: its URL is not an absolute http or https URL.');
}

/** The path and query as they were written: `new URL` would resolve dot segments and change escapes. */
export function requestTarget(text: string, url: URL): string {
  const written = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(text)?.[1] ?? '';
  if (!/^[\x21-\x7e]+$/.test(written)) return url.pathname + url.search;
  return written.startsWith('/') ? written : `/${written}`;
}

/** The header lines as they are sent: `Host` and `Content-Length` are added where they are absent. */
export function requestLines(request: WireRequest, url: URL): [string, string][] {
  const has = (name: string) => headerValues(request.headers, name).length > 0;
  const lines = request.headers.map(([name, value]): [string, string] => [name, value]);
  if (!has('host')) lines.unshift(['Host', url.host]);
  // RFC 9110 section 8.6: a method that anticipates content states this even when there is none.
  const length = request.body?.length ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? 0 : undefined);
  if (length !== undefined && !has('content-length') && !has('transfer-encoding'))
    lines.push(['Content-Length', String(length)]);
  return lines;
}

/** The header lines of an answer, as they arrived. */
export function pairs(rawHeaders: readonly string[]): HeaderLines {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  );
}
