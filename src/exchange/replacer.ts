import { remembered } from './remembered.ts';
import { unescaped } from './spellings.ts';

/** One spelling of one secret. */
export interface Pattern {
  readonly name: string;
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

/** One pass over the text, the longest pattern first: no replacement is searched again, none hides a longer one. */
export function createReplacer(patterns: readonly Pattern[]): Replacer {
  const ordered = patterns.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length);
  if (ordered.length === 0) return { replace: (text) => text, find: () => [] };
  // Made when first needed: most texts hold nothing that looks like a secret.
  const made = new Map<string, Replacer>();
  const expressionFor = (text: string): Replacer | undefined => {
    const plain = /[%\\]/.test(text) ? unescaped(text) : text;
    const near = ordered.filter(
      ({ needle, head }) =>
        (text.includes(needle) || (plain !== text && plain.includes(needle))) &&
        (!head || new RegExp(head()).test(text)),
    );
    if (near.length === 0) return undefined;
    const key = near.map((pattern) => ordered.indexOf(pattern)).join();
    const expression = made.get(key) ?? expressionOf(near);
    made.set(key, expression);
    return expression;
  };
  return {
    replace: (text) => expressionFor(text)?.replace(text) ?? text,
    find: (text) => expressionFor(text)?.find(text) ?? [],
  };
}

function expressionOf(patterns: readonly Pattern[]): Replacer {
  const expression = new RegExp(patterns.map(({ source }) => `(${source()})`).join('|'), 'g');
  const nameOf = (groups: readonly unknown[]) =>
    `$${patterns[groups.findIndex((group) => group !== undefined)]?.name.replace(/^\$/, '') ?? ''}`;
  return {
    replace: (text) => text.replace(expression, (_, ...groups: unknown[]) => `[redacted:${nameOf(groups)}]`),
    find: (text) => [...new Set(Array.from(text.matchAll(expression), ([, ...groups]) => nameOf(groups)))],
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
