import { headerValues } from '../../http/message.ts';
import type { WireRequest } from '../../http/types.ts';
import { parsedJson, textsIn } from './plain-lines.ts';

/** A shorter token may be a word of any text, and a shorter value a number. */
const SHORTEST_TOKEN = 8;
const SHORTEST_VALUE = 4;

/**
 * Users that an answer names and its request did not (A42).
 * @param isUser whether a text is the id of a user of the run
 */
export function foreignUsersIn(body: string, request: WireRequest, isUser: (text: string) => boolean): string[] {
  const found = saidIn(textsOf(body), SHORTEST_VALUE).filter(isUser);
  if (found.length === 0) return [];
  const sent = sentTexts(request);
  return found.filter((id) => !sent.includes(folded(id)));
}

/** The texts of a body: those of its JSON, else all of it. */
export function textsOf(body: string): string[] {
  const value = parsedJson(body);
  return value === undefined ? [body] : textsIn(value);
}

/** The parts of texts that may identify somebody: each whole text of at least `shortest` characters, and its long words. */
export function saidIn(texts: readonly string[], shortest: number): string[] {
  const whole = texts.filter((text) => text.length >= shortest);
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}_.@+-]+/gu) ?? []);
  const long = words
    .flatMap((word) => [word, word.replace(/[.]+$/, '')])
    .filter(({ length }) => length >= SHORTEST_TOKEN);
  return [...new Set([...whole, ...long])];
}

/** Everything that a request contains, in each spelling in which it may name somebody. */
export function sentTexts({ url, headers, body }: WireRequest): string {
  const text = body?.toString('utf8') ?? '';
  const json = textsIn(parsedJson(text.trim()));
  const fields = headers.map(([, value]) => value);
  const pairs = headerValues(headers, 'authorization').map((value) =>
    Buffer.from(value.replace(/^\S+\s+/, ''), 'base64').toString('utf8'),
  );
  return [url, decoded(url), decoded(decoded(url)), text, decoded(text), ...json, ...fields, ...pairs]
    .map(folded)
    .join('\n');
}

/** Case, composition and blanks aside: an answer may show an id as it was issued (A43). */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
