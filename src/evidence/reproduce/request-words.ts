import { signedWith } from '../../auth/signed-with.ts';
import { headerValues } from '../../http/message.ts';
import type { WireRequest } from '../../http/types.ts';
import { bodyWords } from './body-words.ts';
import { headerWords, signWords, type SignedRequestWords } from './credential-words.ts';
import { piecesOf, shellLiteral, word } from './shell-text.ts';
import type { ScriptInput, Substitutions } from './types.ts';

/** Headers that hold what somebody proves, in any API. */
const CREDENTIALS = /^(authorization|cookie)$/i;

/** The arguments of curl that send a request again; undefined where a shell cannot. */
export function requestWords(
  request: WireRequest,
  input: ScriptInput,
  { ids, url: inUrl }: Substitutions,
): string[] | undefined {
  const url = urlWord(request.url, input, inUrl);
  const body = bodyWords(request, ids, input);
  const headers = headersOf(request, input, ids, url);
  return body && headers && [...methodOf(request), ...headers, ...body.words, url];
}

function urlWord(url: string, { baseUrl }: ScriptInput, values: Substitutions['url']): string {
  if (!url.startsWith(baseUrl)) return word(piecesOf(url, values));
  const rest = url.slice(baseUrl.length);
  return rest === '' ? '"$BASE"' : `"$BASE"${word(piecesOf(rest, values))}`;
}

function methodOf({ method, body }: WireRequest): string[] {
  if (method === 'GET' && !body) return [];
  return method === 'HEAD' && !body ? ['-I'] : ['-X', shellLiteral(method)];
}

function headersOf(
  request: WireRequest,
  input: ScriptInput,
  ids: Substitutions['ids'],
  url: string,
): string[] | undefined {
  const written = (signedWith(request)?.headers ?? ['Authorization']).map((name) => name.toLowerCase());
  const isOfSignature = (name: string): boolean => written.includes(name.toLowerCase());
  const configured = new Set(input.configuredHeaders.map((name) => name.toLowerCase()));
  const words: string[] = [];
  const given = bodyOfSignature(request, ids, input);
  const signed =
    given &&
    signWords(request, { url, ...given, ...(input.otherVariable ? { otherVariable: input.otherVariable } : {}) });
  for (const [name, value] of request.headers) {
    if (isImplied(request, name, value) || configured.has(name.toLowerCase())) continue;
    if (signed && isOfSignature(name)) continue;
    const values =
      CREDENTIALS.test(name) || isApiKey(value, input)
        ? headerWords(name, value, input.credentials)
        : plain(name, value, input, ids);
    if (!values) return undefined;
    words.push(...values);
  }
  if (needsSignature(request, signed)) return undefined;
  const accept = headerValues(request.headers, 'accept').length === 0 ? ["-H 'Accept:'"] : [];
  const more = configured.size > 0 ? ['"${HEADERS[@]}"'] : [];
  const isSigned = request.headers.some(([name]) => isOfSignature(name));
  return [...words, ...(signed && isSigned ? signed : []), ...accept, ...more];
}

/** A signature of OAuth 1.0a holds for its moment only. */
const needsSignature = (request: WireRequest, signed: string[] | undefined): boolean =>
  !signed && headerValues(request.headers, 'authorization').some((value) => /^oauth /i.test(value));

/** The body that was signed, which an invalid signature may have been made of another one. */
function bodyOfSignature(
  request: WireRequest,
  ids: Substitutions['ids'],
  input: ScriptInput,
): Pick<SignedRequestWords, 'body' | 'printed'> | undefined {
  const given = bodyWords(signedWith(request)?.given ?? request, ids, input);
  if (!given) return undefined;
  const { word: body, printed } = given;
  return { ...(body === undefined ? {} : { body }), ...(printed === undefined ? {} : { printed }) };
}

const isApiKey = (value: string, { credentials }: ScriptInput): boolean =>
  credentials.some(({ values }) => values.some((one) => one.value.length > 0 && value.includes(one.value)));

function plain(name: string, value: string, { credentials }: ScriptInput, ids: Substitutions['ids']): string[] {
  const values = [...ids, ...credentials.flatMap((one) => one.values)];
  if (value === '') return ['-H', shellLiteral(`${name};`)];
  return ['-H', word(piecesOf(`${name}: ${value}`, values))];
}

/** curl writes these lines itself, or nothing depends on them. */
function isImplied(request: WireRequest, name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === 'content-length') return value === String(request.body?.length ?? 0);
  if (lower === 'user-agent') return value === 'deletion-conformance';
  return lower === 'host' && URL.canParse(request.url) && value === new URL(request.url).host;
}
