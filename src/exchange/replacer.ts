import { remembered } from './remembered.ts';
import { unescaped } from './spellings.ts';

/** One spelling of one secret. */
export interface Pattern {
  /** Of the secret; what matches a pattern without one stays as it is. */
  readonly name: string | undefined;
  /** Of its regular expression. Made when it is needed: every request has Authorization values of its own. */
  readonly source: () => string;
  /** Length of the text it stands for. */
  readonly length: number;
  /** What a text must hold, raw or {@link unescaped}, to match: a quick look before the slow one. */
  readonly needle: string;
  /** As `source`, of the beginning of a long text: a closer look, which costs less than the whole expression. */
  readonly head?: () => string;
}

export interface Replacer {
  /** Puts `[redacted:$NAME]` in the place of every match. */
  readonly replace: (text: string) => string;
  /** Names of the patterns that match, each once. */
  readonly find: (text: string) => string[];
}

/** Names of what is no variable: the Authorization value of one request, and that of any request of the run. */
const AUTHORIZATION = 'AUTHORIZATION';
export const SENT_AUTHORIZATION = 'SENT_AUTHORIZATION';

/** What stands for a secret. */
const markOf = (name: string): string => `[redacted:$${name.replace(/^\$/, '')}]`;

/**
 * One pass over the text, the longest pattern first: no replacement is searched again, none hides a longer one. What
 * stands for a secret already is left alone.
 */
export function createReplacer(patterns: readonly Pattern[]): Replacer {
  const replacer = createSearch(patterns);
  return { replace: (text) => replacer(text).replace(text), find: (text) => replacer(text).find(text) };
}

/**
 * The replacer for one text: it has the patterns that are near, and those that are given with it.
 * @param more further patterns that are near
 */
export type Search = (text: string, more?: readonly Pattern[]) => Replacer;

const NOTHING: Replacer = { replace: (text) => text, find: () => [] };

/** As {@link createReplacer}, for patterns of which some are known only when the text is. */
export function createSearch(patterns: readonly Pattern[]): Search {
  const ordered = longestFirst(patterns);
  const names = new Set(patterns.flatMap(({ name }) => name ?? []).concat(AUTHORIZATION, SENT_AUTHORIZATION));
  // Made when first needed: most texts hold nothing that looks like a secret.
  const made = new Map<string, Replacer>();
  return (text, more = []) => {
    const plain = plainOf(text);
    const near = ordered.filter(
      ({ needle, head }) =>
        (text.includes(needle) || (plain !== text && plain.includes(needle))) &&
        (!head || new RegExp(head()).test(text)),
    );
    if (more.length > 0) return expressionOf([...near, ...more], names);
    if (near.length === 0) return NOTHING;
    const key = near.map((pattern) => ordered.indexOf(pattern)).join();
    const expression = made.get(key) ?? expressionOf(near, names);
    made.set(key, expression);
    return expression;
  };
}

/** The text itself, or {@link unescaped} where something in it is escaped. */
export function plainOf(text: string): string {
  return /[%\\]/.test(text) ? unescaped(text) : text;
}

function longestFirst(patterns: readonly Pattern[]): Pattern[] {
  return patterns.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length);
}

/** @param names of all secrets, whose marks are left alone */
function expressionOf(patterns: readonly Pattern[], names: ReadonlySet<string>): Replacer {
  const marks = ['[redacted]', ...Array.from(names, markOf)].map(markPattern);
  const all = longestFirst([...patterns, ...marks]);
  const expression = new RegExp(all.map(({ source }) => `(${source()})`).join('|'), 'g');
  const nameOf = (groups: readonly unknown[]) => all[groups.findIndex((group) => group !== undefined)]?.name;
  return {
    replace: (text) =>
      text.replace(expression, (match, ...groups: unknown[]) => {
        const name = nameOf(groups);
        return name === undefined ? match : markOf(name);
      }),
    find: (text) => {
      const found = Array.from(text.matchAll(expression), ([, ...groups]) => nameOf(groups));
      return [...new Set(found.flatMap((name) => (name === undefined ? [] : `$${name.replace(/^\$/, '')}`)))];
    },
  };
}

/** A mark matches itself, so that no part of it is taken for a secret. */
function markPattern(mark: string): Pattern {
  return {
    name: undefined,
    source: () => mark.replace(/[[\]$\\^.*+?(){}|]/g, '\\$&'),
    length: mark.length,
    needle: '',
  };
}

/** A replacer that is made once a text is long enough to hold what it looks for. */
export function fromLength(shortest: number, make: () => Replacer): Replacer {
  let made: Replacer | undefined;
  const replacer = () => (made ??= make());
  return {
    replace: (text) => (text.length < shortest ? text : replacer().replace(text)),
    find: (text) => (text.length < shortest ? [] : replacer().find(text)),
  };
}

/** The same replacer, which does not search again what it has searched already. */
export function remembering({ replace, find }: Replacer): Replacer {
  return { replace: remembered(replace), find: remembered(find) };
}
