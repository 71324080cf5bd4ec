import type { Secret } from '../auth/types.ts';
import { headerValues } from '../exchange/body.ts';
import { SENT_AUTHORIZATION, plainOf, type Pattern } from '../exchange/replacer.ts';
import type { WireRequest } from '../exchange/types.ts';
import { alone, isWeak } from './secret-patterns.ts';

/** Values are found by this many letters and digits of them in a row. */
const WINDOW = 16;

/** A row of them that fills such a window in base64 as well, wherever it begins in a group of three bytes. */
const TELLING = /[A-Za-z0-9]{20,}/g;

/** Shorter values are words of any text. */
const SHORTEST = 8;

/** The Authorization values that a run has sent. Every request of OAuth has one of its own, so they are indexed. */
export interface SentAuthorizations {
  readonly add: (request: WireRequest) => void;
  /**
   * Patterns of the values that a text may hold, in any spelling.
   * @param texts what must stay readable: a token that occurs in them is matched only behind its scheme
   */
  readonly near: (text: string, texts: readonly string[]) => readonly Pattern[];
}

export function createSentAuthorizations(): SentAuthorizations {
  const known = new Set<string>();
  const byWindow = new Map<string, string[]>();
  const short: string[] = [];
  // By value and by the length of the texts, of which a run has few sets.
  const made = new Map<string, Pattern[]>();

  const patternsFor = (value: string, texts: readonly string[]): Pattern[] => {
    const key = `${texts.map(({ length }) => length).join()} ${value}`;
    const patterns = made.get(key) ?? patternsOf(value, texts);
    made.set(key, patterns);
    return patterns;
  };

  const index = (value: string): void => {
    const windows = windowsOf(value);
    if (windows.length === 0) short.push(value);
    for (const window of windows) byWindow.set(window, [...(byWindow.get(window) ?? []), value]);
  };

  return {
    add(request) {
      for (const value of headerValues(request.headers, 'authorization')) {
        if (value.length < SHORTEST || known.has(value)) continue;
        known.add(value);
        index(value);
      }
    },
    near(text, texts) {
      if (known.size === 0) return [];
      const plain = plainOf(text);
      const found = new Set(short);
      for (const window of [...windowsIn(text), ...(plain === text ? [] : windowsIn(plain))])
        for (const value of byWindow.get(window) ?? []) found.add(value);
      const patterns = [...found].flatMap((value) => patternsFor(value, texts));
      return patterns.filter(({ needle }) => text.includes(needle) || plain.includes(needle));
    },
  };
}

/** The value, what follows the scheme, and the signature alone: an echo may hold any of them. */
function patternsOf(value: string, texts: readonly string[]): Pattern[] {
  const secretOf = (text: string): Secret => ({ name: SENT_AUTHORIZATION, value: text });
  const rest = secretOf(value.replace(/^\S+\s+/, ''));
  const parts = [secretOf(value), ...(isWeak(rest, texts) ? [] : [rest]), ...signatureOf(value).map(secretOf)];
  return parts.flatMap(alone);
}

/** Of OAuth 1.0a, as it is before the header encodes it. */
function signatureOf(value: string): string[] {
  const [, encoded] = /oauth_signature="([^"]+)"/.exec(value) ?? [];
  return encoded === undefined ? [] : [decodeURIComponent(encoded)];
}

/** What an echo of a value holds: a piece of it, raw or in base64 at each of the three places in a group of bytes. */
function windowsOf(value: string): string[] {
  const [signature = value] = signatureOf(value);
  const runs = signature.match(TELLING) ?? [];
  const piece = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
  if (piece === '') return [];
  const encoded = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(piece)]);
    // Neither the characters that the bytes before share, nor those that the bytes behind do.
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return [piece, ...encoded].map((text) => text.slice(0, WINDOW));
}

function* windowsIn(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[A-Za-z0-9]{16,}/g))
    for (let at = 0; at + WINDOW <= run.length; at++) yield run.slice(at, at + WINDOW);
}
