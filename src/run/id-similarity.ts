import { isUuid } from '../contract/resembling-ids.ts';

/** A part of an id shorter than this may be another whole id, so it does not count as a misspelling. */
const SHORTEST_PART = 8;

/** Length of a half of a UUID, with the hyphens in it. */
const HALF = 18;

/** Whether a text is one half of an id, and the other half of an id that the run drew and that nobody has. */
export function joins(text: string, ids: readonly string[], drawn: readonly string[]): boolean {
  if (!isUuid(text)) return false;
  const begins = (id: string): boolean => isUuid(id) && text.startsWith(id.slice(0, HALF));
  const ends = (id: string): boolean => isUuid(id) && text.endsWith(id.slice(HALF));
  return (drawn.some(begins) && ids.some(ends)) || (drawn.some(ends) && ids.some(begins));
}

/**
 * Whether a text is an id as faulty requests misspell it: shortened, lengthened, in other case, one character altered, or the
 * hyphens of a UUID elsewhere.
 */
export function resembles(text: string, id: string): boolean {
  if (text.includes(id) || text.toLowerCase() === id.toLowerCase()) return true;
  if (isUuid(id) && text.replaceAll('-', '') === id.replaceAll('-', '')) return true;
  if (text.length >= SHORTEST_PART && id.includes(text)) return true;
  if (text.length !== id.length) return false;
  return Array.from(text).filter((char, at) => char !== id[at]).length === 1;
}
