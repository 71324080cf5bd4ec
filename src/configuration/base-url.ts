import { ConfigurationError } from '../errors.ts';

/**
 * Reads a base URL: http or https, any path, userinfo and query allowed, no fragment.
 * @throws ConfigurationError that names the variable; the value may hold a password and is not repeated.
 */
export function parseBaseUrl(value: string, variable: string): URL {
  const text = value.trim();
  const refuse = (why: string) =>
    new ConfigurationError(`${variable} ${why}: set it to the base URL of the target, such as http://127.0.0.1:8080.`);
  if (!/^https?:\/\//i.test(text)) throw refuse('does not begin with http:// or https://');
  // The parser would drop line breaks without a word.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) throw refuse('is not a URL');
  if (text.includes('#')) throw refuse('has a fragment (#…), which no request carries');
  return new URL(text);
}

/** As a request needs it: without a slash at the end of its path. */
export function withoutTrailingSlash(url: URL): string {
  return `${beforePath(url)}${pathOf(url)}${url.search}`;
}

/** The URL of a path at a target: behind the path of its base URL, with the queries of both. */
export function requestUrl(baseUrl: string, path: string): string {
  const [base = '', baseQuery] = baseUrl.split('?', 2);
  const [plain = '', query] = path.split('?', 2);
  const queries = [baseQuery, query].filter((one) => one !== undefined && one !== '');
  return base + plain + (queries.length > 0 ? `?${queries.join('&')}` : '');
}

function beforePath({ protocol, username, password, host }: URL): string {
  const userinfo = `${username}${password === '' ? '' : `:${password}`}`;
  return `${protocol}//${userinfo !== '' ? `${userinfo}@` : ''}${host}`;
}

function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+$/, '');
}
