import { LRUCache } from 'lru-cache';

/** Most answers of a run are made of the same lines and bodies. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 4096;

export interface MemoizeOptions {
  /** How many results are kept: those that were used last. */
  readonly most?: number;
  /** Longer texts are searched each time, in characters. */
  readonly longest?: number;
}

/** The same pure function of a text, which does not compute again what it has computed lately. */
export function memoize<T extends object | string | boolean>(
  compute: (text: string) => T,
  { most = MOST_TEXTS, longest = LONGEST_TEXT }: MemoizeOptions = {},
): (text: string) => T {
  const known = new LRUCache<string, T>({ max: most });
  return (text) => {
    if (text.length > longest) return compute(text);
    const result = known.get(text) ?? compute(text);
    known.set(text, result);
    return result;
  };
}
