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
  // A Map keeps the order of insertion: what was used last is inserted again.
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return compute(text);
    const result = known.get(text) ?? compute(text);
    known.delete(text);
    known.set(text, result);
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    return result;
  };
}
