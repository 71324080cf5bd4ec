/** A part of an id shorter than this may be another whole id, so it does not count as a misspelling. */
const SHORTEST_PART = 8;

/** Whether a text is an id as faulty requests misspell it: shortened, lengthened, in other case, one character altered. */
export function resembles(text: string, id: string): boolean {
  if (text.includes(id) || text.toLowerCase() === id.toLowerCase()) return true;
  if (text.length >= SHORTEST_PART && id.includes(text)) return true;
  if (text.length !== id.length) return false;
  return Array.from(text).filter((char, at) => char !== id[at]).length === 1;
}
