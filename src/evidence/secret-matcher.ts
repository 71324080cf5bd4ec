import { memoize } from './memoize.ts';
import { unescaped, unescapedWithOrigins } from './secret-encodings.ts';

/** One encoding of one secret. */
export interface Pattern {
  /** Of the secret. */
  readonly name: string;
  /** Of its regular expression. Made when it is needed: every request has Authorization values of its own. */
  readonly source: () => string;
  /** Length of the text it represents. */
  readonly length: number;
  /** What a text must hold, raw or {@link unescaped}, to match: a quick look before the slow one. */
  readonly needle: string;
  /** As `source`, of the beginning of a long text: a closer look, which costs less than the whole expression. */
  readonly head?: () => string;
}

export interface SecretMatcher {
  /** Puts `[redacted:$NAME]` in the place of every match. */
  readonly replace: (text: string) => string;
  /** Names of the patterns that match, each once. */
  readonly find: (text: string) => string[];
}

/** Names of what is no variable: the Authorization value of one request, and that of any request of the run. */
const AUTHORIZATION = 'AUTHORIZATION';
export const SENT_AUTHORIZATION = 'SENT_AUTHORIZATION';

/** Part of a text that goes, with the name that replaces it. */
interface Match {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/**
 * Replaces every match of every pattern. Where matches overlap, all that they cover goes, under the name of the longest:
 * nothing is left of the shorter one. What replaces a secret already is left alone.
 */
export function createSecretMatcher(patterns: readonly Pattern[]): SecretMatcher {
  const search = createSearch(patterns);
  return {
    replace: (text) => replaceAll(text, search(text)),
    find: (text) => [...new Set(search(text).map(({ name }) => `$${name}`))],
  };
}

/**
 * What goes of a text, in its order.
 * @param more further patterns, which may match this text
 */
export type Search = (text: string, more?: readonly Pattern[]) => readonly Match[];

/** As {@link createSecretMatcher}, for patterns of which some are known only when the text is. */
export function createSearch(given: readonly Pattern[]): Search {
  const known = given.filter(({ length }) => length > 0);
  const names = new Set([AUTHORIZATION, SENT_AUTHORIZATION, ...known.map(({ name }) => plainName(name))]);
  const markers = new RegExp(`\\[redacted(?::\\$(?:${Array.from(names, escaped).join('|')}))?\\]`, 'g');
  return (text, more = []) => {
    const near = patternsNear(text, known);
    if (near.length + more.length === 0) return [];
    const kept = text.includes('[redacted') ? Array.from(text.matchAll(markers), rangeOf) : [];
    const isKept = ({ from, to }: Match): boolean => kept.some((marker) => marker.from <= from && to <= marker.to);
    const patterns = [...near, ...more];
    const found = patterns.flatMap((pattern) => matchesOf(pattern, text));
    if (/[%\\]/.test(text)) found.push(...matchesUnescaped(patterns, text));
    return joined(found.filter((match) => !isKept(match)));
  };
}

/** The patterns that may match a text. */
export function patternsNear(text: string, patterns: readonly Pattern[]): Pattern[] {
  const plain = plainOf(text);
  const isIn = (test: (one: string) => boolean): boolean => test(text) || (plain !== text && test(plain));
  return patterns.filter(({ needle, head }) => {
    if (!isIn((one) => one.includes(needle))) return false;
    const beginning = head && new RegExp(head());
    return beginning === undefined || isIn((one) => beginning.test(one));
  });
}

/** The text itself, or {@link unescaped} where something in it is escaped. */
export function plainOf(text: string): string {
  return /[%\\]/.test(text) ? unescaped(text) : text;
}

/** Puts marks in the place of matches. */
export function replaceAll(text: string, matches: readonly Match[]): string {
  let done = '';
  let at = 0;
  for (const { from, to, name } of matches) {
    done += `${text.slice(at, from)}[redacted:$${name}]`;
    at = to;
  }
  return done + text.slice(at);
}

const expressions = new WeakMap<Pattern, RegExp>();

/** Also those that overlap each other: what the end of one leaves may be the end of another. */
function matchesOf(pattern: Pattern, text: string): Match[] {
  const expression = expressions.get(pattern) ?? new RegExp(pattern.source(), 'g');
  expressions.set(pattern, expression);
  const matches: Match[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    matches.push({ ...rangeOf(match), name: plainName(pattern.name) });
    expression.lastIndex = match.index + 1;
  }
  return matches;
}

function matchesUnescaped(patterns: readonly Pattern[], text: string): Match[] {
  const { plain, origins } = unescapedWithOrigins(text);
  if (plain === text) return [];
  return patterns
    .flatMap((pattern) => matchesOf(pattern, plain))
    .map(({ from, to, name }) => ({ from: origins[from] ?? 0, to: origins[to] ?? text.length, name }));
}

/** In the order of the text, overlapping ones as one. */
function joined(matches: readonly Match[]): Match[] {
  const ordered = matches.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const result: Match[] = [];
  let longest = 0;
  for (const match of ordered) {
    const last = result.at(-1);
    const length = match.to - match.from;
    if (last && match.from < last.to) {
      result[result.length - 1] = {
        from: last.from,
        to: Math.max(last.to, match.to),
        name: length > longest ? match.name : last.name,
      };
      longest = Math.max(longest, length);
    } else {
      result.push(match);
      longest = length;
    }
  }
  return result;
}

function rangeOf(match: RegExpExecArray): { from: number; to: number } {
  return { from: match.index, to: match.index + match[0].length };
}

const plainName = (name: string): string => name.replace(/^\$/, '');
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A matcher that is made once a text is long enough to hold what it looks for. */
export function fromLength(shortest: number, create: () => SecretMatcher): SecretMatcher {
  let made: SecretMatcher | undefined;
  const matcher = () => (made ??= create());
  return {
    replace: (text) => (text.length < shortest ? text : matcher().replace(text)),
    find: (text) => (text.length < shortest ? [] : matcher().find(text)),
  };
}

/** The same matcher, which does not search again what it has searched already. */
export function memoized({ replace, find }: SecretMatcher): SecretMatcher {
  return { replace: memoize(replace), find: memoize(find) };
}
