import { signedWith } from '../../auth/signed-with.ts';
import { headerValues } from '../../http/message.ts';
import type { WireRequest } from '../../http/types.ts';
import { asText } from '../body-preview.ts';
import { headerWords, signWords } from './credential-words.ts';
import { piecesOf, printf, shellLiteral, word } from './shell-text.ts';
import type { ScriptInput, Substitutions } from './types.ts';

/** A longer body would bury the report. */
const LONGEST_BODY = 4096;
/** Headers that hold what somebody proves, in any API. */
const CREDENTIALS = /^(authorization|cookie)$/i;

/** The arguments of curl that send a request again; undefined where a shell cannot. */
export function requestWords(
  request: WireRequest,
  input: ScriptInput,
  { ids, url: inUrl }: Substitutions,
): string[] | undefined {
  const url = urlWord(request.url, input, inUrl);
  const body = bodyWords(request, ids);
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

interface BodyWords {
  readonly words: readonly string[];
  /** As a word of its own; absent where there is no body, or none that a word can hold. */
  readonly word?: string;
}

function bodyWords(request: WireRequest, ids: Substitutions['ids']): BodyWords | undefined {
  const body = request.body ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? Buffer.alloc(0) : undefined);
  if (!body) return { words: [] };
  if (body.length > LONGEST_BODY) return undefined;
  // Else curl would declare a form.
  const noType = headerValues(request.headers, 'content-type').length === 0 ? ["-H 'Content-Type:'"] : [];
  const text = asText(body);
  if (text === undefined || text.includes('\0')) {
    const bytes = piecesOf(body.toString('latin1'), ids);
    return { words: [...noType, `--data-binary @<(${printf(bytes)})`] };
  }
  const typed = word(piecesOf(text, ids));
  return { words: [...noType, text.startsWith('@') ? '--data-raw' : '--data-binary', typed], word: typed };
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
  const given = bodyOfSignature(request, ids);
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
function bodyOfSignature(request: WireRequest, ids: Substitutions['ids']): { body?: string } | undefined {
  const body = bodyWords(signedWith(request)?.given ?? request, ids);
  if (!body) return undefined;
  return body.word === undefined ? {} : { body: body.word };
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
