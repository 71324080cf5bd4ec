import { requestUrl } from '../configuration/base-url.ts';
import { headerValues, mediaTypeOf } from '../http/message.ts';
import { publicUrl } from '../http/public-url.ts';
import type { WireResponse } from '../http/types.ts';
import { isPage, textOf } from '../users/gateway-answer.ts';
import { operationOf } from '../users/operation-requests.ts';
import { bodyOf } from '../users/responses.ts';
import type { RunContext } from './context.ts';

const LONGEST_LINE = 100;

/** What answers where nothing of the API is: how it is recognised, and what to change. */
interface Other {
  readonly is: (response: WireResponse, baseUrl: URL, path: string) => boolean;
  readonly say: (env: string, response: WireResponse, context: RunContext) => string;
}

const OTHERS: readonly Other[] = [
  {
    is: (response) => /ssl certificate|client certificate/i.test(textOf(response)),
    say: (env) => `A proxy asks for a client certificate: set ${env}_CLIENT_CERT and ${env}_CLIENT_KEY.`,
  },
  {
    is: (response) => headerValues(response.headers, 'cf-mitigated').length > 0 || isChallenge(response),
    say: (env) =>
      `It is the challenge of a CDN for browsers: let this machine pass, or set ${env}_HEADERS to the header that passes it, or ${env}_BASE_URL to the address behind it.`,
  },
  {
    is: ({ status }) => status >= 300 && status < 400,
    say: (env, response) =>
      `Every path is redirected${toWhere(response)}, as a single sign-on does: set ${env}_BASE_URL to an address without it, or ${env}_HEADERS to what it lets pass.`,
  },
  {
    is: (_, { pathname }, path) => pathname.replace(/\/+$/, '').endsWith(path),
    say: (_env, _, context) => pastedEndpoint(context),
  },
  {
    is: ({ status }) => status === 401,
    say: (env, _, { target }) =>
      `Every path asks for other credentials: check ${env}_BASE_URL and ${Object.values(target.credentials.names).join(' and ')}; ${env}_HEADERS can carry those of a gateway.`,
  },
  {
    is: (_, { pathname }) => pathname !== '/',
    say: (env, _, { target }) =>
      `Check the path of ${env}_BASE_URL: the API may be without ${new URL(target.baseUrl).pathname.replace(/\/+$/, '')}, or under another path.`,
  },
  { is: () => true, say: (env) => `Check ${env}_BASE_URL: host, port and path.` },
];

/** One sentence that states what answered, its first line, and the variable to change. */
export function whatAnswered(response: WireResponse, context: RunContext): string {
  const { vendor, target } = context;
  const { env } = vendor.profile;
  const baseUrl = new URL(requestUrl(target.baseUrl, '/'));
  const path = deletionPath(context);
  const other = OTHERS.find(({ is }) => is(response, baseUrl, path)) as Other;
  return (
    `Nothing of this API is at ${publicUrl(target.baseUrl)}: ${path} is answered ${response.status} like a path that ` +
    `nobody has, with ${bodyInWords(response)}. ${other.say(env, response, context)}`
  );
}

/** What to change where the base URL ends in the path of the endpoint; empty where it does not. */
export function pastedEndpoint(context: RunContext): string {
  const { pathname } = new URL(requestUrl(context.target.baseUrl, '/'));
  const path = deletionPath(context);
  if (!pathname.replace(/\/+$/, '').endsWith(path)) return '';
  return `${context.vendor.profile.env}_BASE_URL ends in the path of the endpoint, which the suite adds: leave out ${path}.`;
}

/** What an answer consists of: `an HTML page of nginx/1.24.0 that begins "405 Not Allowed"`. */
export function bodyInWords(response: WireResponse): string {
  const line = firstLine(response);
  return `${kindOf(response)}${line === '' ? '' : ` that begins "${line}"`}`;
}

function deletionPath({ vendor }: RunContext): string {
  return operationOf(vendor, vendor.profile.deletion.operation).path;
}

/** "an HTML page of nginx/1.24.0", "JSON", "no body". */
function kindOf(response: WireResponse): string {
  const [server = ''] = headerValues(response.headers, 'server');
  const by = server === '' ? '' : ` of ${server.slice(0, 40)}`;
  if (response.body.length === 0) return `no body${by}`;
  if (isPage(response)) return `an HTML page${by}`;
  if (isXml(response)) return `XML${by}`;
  return `${bodyOf({ response }) === undefined ? 'a text' : 'JSON'}${by}`;
}

const isXml = (response: WireResponse): boolean =>
  /[/+]xml$/.test(mediaTypeOf(response)?.type ?? '') || /^\s*<\?xml\b/.test(textOf(response).slice(0, 100));

/** The title of a page, what is first between the tags of XML, JSON on one line, or the first line of text. */
function firstLine(response: WireResponse): string {
  const text = textOf(response);
  const title = isPage(response)
    ? (/<title[^>]*>([^<]+)/i.exec(text)?.[1] ?? withoutMarkup(text))
    : isXml(response)
      ? withoutMarkup(text)
      : bodyOf({ response }) === undefined
        ? text
        : text.replace(/\s+/g, ' ');
  const [line = ''] = title.trim().split(/[\r\n]/);
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line.trim();
}

function withoutMarkup(text: string): string {
  return text.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '').replace(/<[^>]{0,1000}>/g, ' ');
}

function isChallenge(response: WireResponse): boolean {
  return response.status === 403 && /just a moment|challenge-platform|captcha/i.test(textOf(response));
}

function toWhere({ headers }: WireResponse): string {
  const [location = ''] = headerValues(headers, 'location');
  return URL.canParse(location) ? ` to ${new URL(location).host}` : '';
}
