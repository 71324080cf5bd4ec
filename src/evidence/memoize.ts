/** Most answers of a run are made of the same lines and bodies. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 4096;

/** The same pure search of a text, which does not search again what it has searched lately. */
export function memoize<T>(search: (text: string) => T): (text: string) => T {
  // What is used stays: when the newer half is full, the older one is forgotten.
  let newer = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST_TEXT) return search(text);
    const known = newer.get(text);
    if (known !== undefined) return known;
    const result = older.get(text) ?? search(text);
    if (newer.size >= MOST_TEXTS / 2) [older, newer] = [newer, new Map<string, T>()];
    newer.set(text, result);
    return result;
  };
}
