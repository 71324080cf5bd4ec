import { headerValues } from '../http/message.ts';
import { patternsNear, plainOf, SENT_AUTHORIZATION, type Pattern } from './secret-matcher.ts';
import { unescaped } from './secret-encodings.ts';
import type { WireRequest } from '../http/types.ts';
import { memoize } from './memoize.ts';
import { hashOf, visitWindows, WINDOW } from './rolling-windows.ts';
import { alone } from './secret-patterns.ts';

/** A row of them that fills such a window in base64 as well, wherever it begins in a group of three bytes. */
const TELLING = /[A-Za-z0-9]{20,}/g;

/** Its digits are no part of the requirement behind it: who decodes the value does not repeat them. */
const ESCAPED_BYTE = /%[0-9A-Fa-f]{2}/g;

/** Shorter values are words of any text. */
const SHORTEST = 8;

/** Patterns of the values that were echoed last: their expressions are large. */
const MOST_PATTERNS = 8;

const NONE: readonly never[] = [];

const MARK = `[redacted:$${SENT_AUTHORIZATION}]`;

/** The Authorization values that a run has sent. Every request of OAuth has one of its own, so they are indexed. */
export interface SentAuthorizations {
  readonly add: (request: WireRequest, proofs?: readonly string[]) => void;
  /**
   * What a text may hold of the values.
   * @param isReadable whether a token must stay readable: it is then matched only behind its scheme
   */
  readonly near: (text: string, isReadable: (token: string) => boolean) => Near;
}

/** What a text may hold of the values that were sent. */
export interface Near {
  /** The text without the long values that it repeats as they were sent: the expressions of all encodings take long. */
  readonly rest: string;
  /** Patterns of the values that the rest may hold, in any encoding. */
  readonly patterns: readonly Pattern[];
}

/** An index without a value. */
export function createSentAuthorizations(): SentAuthorizations {
  const known = new Set<string>();
  const byWindow = new Map<number, string[]>();
  const short: string[] = [];
  const patternsOfShort: Pattern[] = [];
  let shortest = WINDOW;
  const patternsOf = memoize((value) => [whole, withoutScheme, signature].flatMap((part) => part(value)), {
    most: MOST_PATTERNS,
    longest: Infinity,
  });

  /** Long values of which a text may hold a piece. */
  const longValuesNear = (text: string): Set<string> => {
    const found = new Set<string>();
    const visit = (hash: number): void => byWindow.get(hash)?.forEach((value) => found.add(value));
    visitWindows(text, visit);
    const plain = plainOf(text);
    if (plain !== text) visitWindows(plain, visit);
    return found;
  };

  return {
    add(request, proofs = ['authorization']) {
      for (const value of proofs.flatMap((name) => headerValues(request.headers, name))) {
        if (value.length < SHORTEST || known.has(value)) continue;
        known.add(value);
        const windows = windowsOf(value);
        for (const window of windows) byWindow.set(window, [...(byWindow.get(window) ?? []), value]);
        if (windows.length > 0) continue;
        short.push(value);
        patternsOfShort.push(...patternsOf(value).flatMap(({ patterns }) => patterns));
        shortest = Math.min(shortest, value.length);
      }
    },
    near(text, isReadable) {
      if (known.size === 0 || text.length < shortest) return { rest: text, patterns: NONE };
      const long = longValuesNear(text);
      const rest = withoutRaw(text, long);
      const left = rest === text ? long : longValuesNear(rest);
      // One look for all short values: nearly every text of a run holds none of them.
      const found = [...(patternsNear(rest, patternsOfShort).length > 0 ? short : NONE), ...left];
      if (found.length === 0) return { rest, patterns: NONE };
      const parts = found.flatMap(patternsOf);
      const patterns = parts.flatMap(({ patterns: own, token }) => {
        const near = patternsNear(rest, own);
        return near.length > 0 && token !== undefined && isReadable(token) ? [] : near;
      });
      return { rest, patterns };
    },
  };
}

/** A text with a mark in the place of each value that it holds as it was sent. */
function withoutRaw(text: string, values: ReadonlySet<string>): string {
  const raw = [...values].filter((value) => text.includes(value));
  const longestFirst = raw.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, value) => rest.replaceAll(value, () => MARK), text);
}

/** What of a value an echo may hold. */
interface Part {
  readonly patterns: readonly Pattern[];
  /** Set where it is what follows the scheme alone, which may be a word of the contract. */
  readonly token?: string;
}

const partOf = (value: string): Part => ({ patterns: alone({ name: SENT_AUTHORIZATION, value }) });

const whole = (value: string): Part[] => [partOf(value)];

function withoutScheme(value: string): Part[] {
  const token = value.replace(/^\S+\s+/, '');
  return token === value ? [] : [{ ...partOf(token), token }];
}

/** Of OAuth 1.0a, as it is before the header encodes it. */
function signature(value: string): Part[] {
  const encoded = signatureIn(value);
  return encoded === undefined ? [] : [partOf(unescaped(encoded))];
}

/** A shorter one proves nothing. */
const signatureIn = (value: string): string | undefined => /oauth_signature="([^"]{20,})"/.exec(value)?.[1];

/** What an echo of a value holds: a piece of it, raw or in base64 at each of the three places in a group of bytes. */
function windowsOf(value: string): number[] {
  const [own, all] = [signatureIn(value) ?? '', value].map((text) => text.replace(ESCAPED_BYTE, ' ').match(TELLING));
  const runs = own ?? all ?? [];
  const piece = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
  if (piece === '') return [];
  const encoded = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(piece)]);
    // Neither the characters that the bytes before share, nor those that the bytes behind do.
    return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  return [piece, ...encoded].map(hashOf);
}
