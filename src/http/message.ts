import { parseMediaType, type MediaType } from './media-type.ts';
import type { HeaderLines, JsonBody, JsonProblem, WireResponse } from './types.ts';

/** RFC 8259 section 9 lets a reader limit the depth; a deeper value would overflow the stack of code that walks it. */
const MAX_DEPTH = 500;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a body as JSON as strictly as RFC 8259 allows: whole, UTF-8, one JSON text and nothing after it. A byte order
 * mark is skipped and reported.
 */
export function readJson(response: Pick<WireResponse, 'body' | 'truncated' | 'text' | 'json'>): JsonBody {
  return response.json ?? parseBody(response);
}

function parseBody(response: Pick<WireResponse, 'body' | 'truncated' | 'text'>): JsonBody {
  if (response.truncated) return problem('truncated', 'The body is incomplete: it was cut off or never ended.');
  let text: string;
  try {
    text = response.text ?? utf8.decode(response.body);
  } catch {
    return problem('not-utf8', 'The body is not UTF-8.');
  }
  const bom = text.startsWith('\uFEFF');
  if (bom) text = text.slice(1);
  if (text === '') return problem('empty', 'There is no body.');
  if (opens(text, MAX_DEPTH) && depthOf(text) > MAX_DEPTH)
    return problem('not-json', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return { ok: true, value: JSON.parse(text) as unknown, bom };
  } catch (error) {
    return problem('not-json', explain(error));
  }
}

/**
 * Refuses a JSON string whose content is itself a JSON object or array, for callers whose contract knows no such string.
 * Anything else is returned as it is.
 */
export function refuseDoublyEncoded(json: JsonBody): JsonBody {
  if (!json.ok || typeof json.value !== 'string') return json;
  const inner = readJson({ body: Buffer.from(json.value), truncated: false });
  if (!inner.ok || typeof inner.value !== 'object' || inner.value === null) return json;
  return problem('doubly-encoded', 'The body is a JSON string that holds JSON: it was encoded twice.');
}

/**
 * The media type of a message (RFC 9110 section 8.3).
 * @returns undefined where there is none, where it is malformed, and where several lines contradict each other
 */
export function mediaTypeOf(message: { readonly headers: HeaderLines }): MediaType | undefined {
  const values = new Set(headerValues(message.headers, 'content-type').map((value) => value.toLowerCase()));
  if (values.size !== 1) return undefined;
  const [value = ''] = values;
  return parseMediaType(value);
}

/** The values of every line of that name, in order; the name in any case. */
export function headerValues(headers: HeaderLines, name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([given]) => given.toLowerCase() === wanted).map(([, value]) => value);
}

function problem(kind: JsonProblem, message: string): JsonBody {
  return { ok: false, problem: kind, message };
}

/** V8's own sentence quotes the body, which may hold a secret; only the position is taken from it. */
function explain(error: unknown): string {
  const sentence = error instanceof SyntaxError ? error.message : '';
  const position = / at position (\d+)/.exec(sentence)?.[1];
  const where = position === undefined ? '' : ` at character ${position}`;
  if (sentence.includes('after JSON')) return `The body goes on after the JSON text has ended${where}.`;
  if (sentence.includes('end of JSON')) return 'The JSON text is cut off.';
  return `The body is not JSON${where}.`;
}

/** Whether more brackets are opened than that. Most texts open few, and this is found out much faster than their depth. */
function opens(text: string, most: number): boolean {
  let count = 0;
  for (const bracket of ['[', '{'])
    for (let at = text.indexOf(bracket); at >= 0 && count <= most; at = text.indexOf(bracket, at + 1)) count += 1;
  return count > most;
}

/** A plain loop: a regular expression over a string of many megabytes could exhaust the stack itself. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') quoted = !quoted;
    else if (quoted && char === '\\') at++;
    else if (!quoted && (char === '[' || char === '{')) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (char === ']' || char === '}')) depth--;
  }
  return deepest;
}
