/** The ids that a run may name in a deletion: those of users it created or was offered, and those that cannot exist. */
export interface IdRegister {
  /** @returns false where the id is known already: whoever answers it for a new user speaks of somebody else */
  claim(id: string): boolean;
  /** Whether a text is one of the ids, or one of them misspelled as faulty requests do: shortened, lengthened, altered. */
  knows(text: string): boolean;
}

/** Fewer characters are no misspelling of one id but might be the whole of another. */
const SHORTEST_PART = 8;

/** @param offered by the operator */
export function createIdRegister(offered: readonly string[] = []): IdRegister {
  const ids = new Set(offered);
  return {
    claim(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      return true;
    },
    knows: (text) => ids.has(text) || [...ids].some((id) => isSpelledOf(text, id)),
  };
}

function isSpelledOf(text: string, id: string): boolean {
  if (text.includes(id) || text.toLowerCase() === id.toLowerCase()) return true;
  if (text.length >= SHORTEST_PART && id.includes(text)) return true;
  if (text.length !== id.length) return false;
  return Array.from(text).filter((char, at) => char !== id[at]).length === 1;
}
