// By hand, not by an LRU library: a look into one map is nearly every call, and moving an entry costs more than most searches.
/** Most answers of a run are made of the same lines and bodies. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 4096;

export interface MemoizeOptions {
  /** How many results are kept at most; at least half as many, of those that were used last, are. */
  readonly most?: number;
  /** Longer texts are searched each time, in characters. */
  readonly longest?: number;
}

/** The same pure function of a text, which does not compute again what it has computed lately. */
export function memoize<T extends object | string | boolean>(
  compute: (text: string) => T,
  { most = MOST_TEXTS, longest = LONGEST_TEXT }: MemoizeOptions = {},
): (text: string) => T {
  // Two generations: nearly every call is one look into the first.
  let recent = new Map<string, T>();
  let earlier = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return compute(text);
    const known = recent.get(text);
    if (known !== undefined) return known;
    const result = earlier.get(text) ?? compute(text);
    if (recent.size >= most / 2) [earlier, recent] = [recent, new Map<string, T>()];
    recent.set(text, result);
    return result;
  };
}
