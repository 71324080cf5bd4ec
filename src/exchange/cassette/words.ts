/**
 * The random words of ids: they differ from run to run, and requests hold them whole, shortened, lengthened, in the other
 * letter case or with a character changed.
 */

/** What a random id is made of: a UUID, or hex digits; a card number is such a row of digits too. */
const WORD = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}/gi;

/** The fewest characters in a row that are taken for a piece of a word: fewer could stand there by accident. */
export const SHORTEST = 8;

/** So many characters of a word may be others than those of a known one: it is that one misspelled. */
const MISSPELLED = 2;

/** Of a long word so many characters in a row are telling: among thousands of ids, fewer are alike by accident. */
const TELLING = 16;

/** Fewer different characters: one was repeated to make an id longer. */
const FEWEST_CHARACTERS = 3;

/** The random words that a text holds. */
export function wordsIn(text: string): { readonly word: string; readonly index: number }[] {
  const found = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, index }));
  return found.filter(({ word }) => new Set(word.toLowerCase()).size >= FEWEST_CHARACTERS);
}

/** Pairs of words of the same length. */
export interface Words {
  /** Words shorter than {@link SHORTEST} are left alone. */
  add(from: string, to: string): void;
  /** Whether it is one of them, in any letter case. */
  has(word: string): boolean;
  /** Whether it is one of them or made of one. */
  covers(word: string): boolean;
  /** The text with every word, and every telling piece of one, put into the other words. */
  translate(text: string): string;
}

interface Pair {
  readonly from: string;
  readonly lower: string;
  readonly to: string;
}

interface Match {
  readonly length: number;
  readonly pair: Pair;
  readonly offset: number;
}

/** An empty list of pairs. */
export function createWords(): Words {
  const pairs = new Map<string, Pair>();
  /** Where the pieces of {@link SHORTEST} characters stand in the words. */
  const pieces = new Map<string, { pair: Pair; offset: number }[]>();

  const longest = (lower: string, at: number): Match | undefined => {
    let best: Match | undefined;
    for (const { pair, offset } of pieces.get(lower.slice(at, at + SHORTEST)) ?? []) {
      let length = SHORTEST;
      while (offset + length < pair.lower.length && lower[at + length] === pair.lower[offset + length]) length += 1;
      const telling = Math.max(SHORTEST, Math.min(TELLING, pair.lower.length - MISSPELLED));
      if (length >= telling && length > (best?.length ?? 0)) best = { length, pair, offset };
    }
    return best;
  };

  return {
    add(from, to) {
      const pair = { from, lower: lowered(from), to };
      if (from.length < SHORTEST || from.length !== to.length || pairs.has(pair.lower)) return;
      pairs.set(pair.lower, pair);
      for (let offset = 0; offset + SHORTEST <= from.length; offset++) {
        const piece = pair.lower.slice(offset, offset + SHORTEST);
        pieces.set(piece, [...(pieces.get(piece) ?? []), { pair, offset }]);
      }
    },
    has: (word) => pairs.has(lowered(word)),
    covers(word) {
      const lower = lowered(word);
      for (let at = 0; at + SHORTEST <= lower.length; at++)
        if ((longest(lower, at)?.length ?? 0) >= Math.max(SHORTEST, word.length - MISSPELLED)) return true;
      return false;
    },
    translate(text) {
      if (pairs.size === 0) return text;
      const lower = lowered(text);
      const out: string[] = [];
      let copied = 0;
      for (let at = 0; at + SHORTEST <= text.length;) {
        const match = longest(lower, at);
        if (match) {
          const end = at + match.length;
          out.push(text.slice(copied, at), spelledAs(text.slice(at, end), match));
          copied = end;
        }
        at += match?.length ?? 1;
      }
      return out.join('') + text.slice(copied);
    },
  };
}

/** ASCII alone: no other letter of an id is random, and some change their length. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function spelledAs(written: string, { pair, offset, length }: Match): string {
  const to = pair.to.slice(offset, offset + length);
  if (written === pair.from.slice(offset, offset + length)) return to;
  return /[a-z]/.test(written) ? to.toLowerCase() : to.toUpperCase();
}
