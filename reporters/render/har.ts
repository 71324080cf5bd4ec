/** `evidence.har`, after HTTP Archive 1.2: the exchanges of the report, for the developer tools of a browser. */

import type { Evidence, RequirementResult, Results } from '../../src/verdict/results.ts';
import { oneLine, visible } from './sanitize.ts';
import { exchangeTitle } from './messages.ts';
import { verdictOf } from './queries.ts';

/** A page per requirement, an entry per exchange that its result keeps; redacted as the results are. */
export function renderHar(results: Results): string {
  const shown = results.requirements.filter(({ evidence }) => evidence.length > 0);
  const log = {
    version: '1.2',
    creator: { name: oneLine(results.suite.name), version: oneLine(results.suite.version) },
    pages: shown.map(page),
    entries: shown
      .flatMap((requirement, n) => requirement.evidence.map((exchange) => entry(exchange, requirement, n)))
      .sort((a, b) => Date.parse(a.startedDateTime) - Date.parse(b.startedDateTime)),
    comment: 'Secrets are removed. Bodies are previews: the first 4,096 bytes of text, else size and hash.',
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

const pageId = (n: number): string => `requirement-${n + 1}`;

function page(requirement: RequirementResult, n: number): object {
  const [first = ''] = requirement.evidence.map(({ at }) => at).sort();
  return {
    startedDateTime: first,
    id: pageId(n),
    title: oneLine(`${requirement.id}: ${verdictOf(requirement)}`),
    pageTimings: {},
    comment: oneLine(requirement.text),
  };
}

function entry(exchange: Evidence, requirement: RequirementResult, n: number) {
  const { at, response, error } = exchange;
  const wait = Math.max(0, response?.durationMs ?? error?.durationMs ?? 0);
  return {
    pageref: pageId(n),
    startedDateTime: at,
    time: wait,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait, receive: 0 },
    comment: oneLine(`${requirement.id}, ${exchangeTitle(exchange)}`),
  };
}

function requestOf({ request }: Evidence): object {
  const { method, url, headers, body, bodyBytes } = request;
  const address = addressOf(url);
  return {
    method: oneLine(method),
    url: address,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(header),
    queryString: [...new URL(address).searchParams].map(header),
    ...(body === null ? {} : { postData: { mimeType: typeOf(headers), text: visible(body) } }),
    headersSize: -1,
    bodySize: bodyBytes,
  };
}

/** Where there was no answer the status is 0, as browsers write it, and the reason is in `_error`. */
function responseOf({ response, error }: Evidence): object {
  const { status = 0, headers = [], body = null, bodyBytes = 0 } = response ?? {};
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(header),
    content: { size: bodyBytes, mimeType: typeOf(headers), ...(body === null ? {} : { text: visible(body) }) },
    redirectURL: '',
    headersSize: -1,
    bodySize: response ? bodyBytes : -1,
    ...(error ? { _error: oneLine(`${error.kind}: ${error.message}`) } : {}),
  };
}

const header = ([name, value]: readonly [string, string]) => ({ name: oneLine(name), value: oneLine(value) });

const typeOf = (headers: Evidence['request']['headers']): string =>
  oneLine(headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '') || 'x-unknown';

/** A reader refuses an archive for one invalid URL, so an invalid one is put into a valid one. */
function addressOf(url: string): string {
  const shown = oneLine(url);
  if (/^https?:/i.test(shown) && URL.canParse(shown))
    return new URL(shown).href.replace(/[^\w:/?#@!$&'()*+,;=.~%-]/g, encodeURIComponent);
  return `http://unreadable.invalid/?url=${encodeURIComponent(shown)}`;
}
