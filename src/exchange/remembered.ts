/** Most answers of a run are made of the same lines and bodies. */
const MOST_TEXTS = 512;
const LONGEST_TEXT = 4096;

/** The same pure search of a text, which does not search again what it has searched already. */
export function remembered<T>(search: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST_TEXT) return search(text);
    const result = known.get(text) ?? search(text);
    // Last in, last out: what is used stays.
    known.delete(text);
    known.set(text, result);
    const [oldest] = known.keys();
    if (known.size > MOST_TEXTS && oldest !== undefined) known.delete(oldest);
    return result;
  };
}
