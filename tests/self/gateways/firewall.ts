import type { Transport, WireRequest, WireResponse } from '../../../src/http/types.ts';
import { answer, page } from '../detection/wire.ts';

/** What a firewall reads of a request: the path and the query, decoded, and the texts of its body. */
function textOf({ url, body }: WireRequest): string {
  const { pathname, search } = new URL(url);
  return [decoded(pathname), decoded(search), unescaped(body?.toString() ?? '')].join('\n');
}

/** The rules that common rule sets for firewalls come with. */
const SUSPICIOUS = /['`<>]|\.\.\/|\b(?:union|select|drop|insert|sleep)\b/i;

/** Whether a firewall with the usual rules stops a request: for quotes, `<`, `../` and words of SQL. */
export function isSuspicious(request: WireRequest): boolean {
  return SUSPICIOUS.test(textOf(request));
}

/** A gateway that answers some requests itself, in front of an API that never sees them. */
export function gateway(stops: (request: WireRequest) => boolean, response: WireResponse) {
  return {
    through:
      (inner: Transport): Transport =>
      async (request, limits) =>
        stops(request) ? response : inner(request, limits),
  };
}

/** The answers of gateways, by what gives them. */
export const GATEWAY_ANSWERS = {
  'a page': page(403, '403 Forbidden'),
  'a page, 406': page(406, 'Not Acceptable'),
  'a page, 400': page(400, '400 Bad Request'),
  'a page, 413': page(413, '413 Request Entity Too Large'),
  'a page, 414': page(414, '414 Request-URI Too Large'),
  'a page, 431': page(431, 'Request Header Fields Too Large'),
  'JSON of an API gateway': answer(403, { message: 'Forbidden' }),
  'a line of text': { ...answer(403, undefined, [['content-type', 'text/plain']]), body: Buffer.from('access denied') },
} satisfies Record<string, WireResponse>;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** JSON escapes hide nothing from it. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
