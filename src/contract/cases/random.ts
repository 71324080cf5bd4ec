/** A stream of reproducible choices: the same seed and name give the same ones, whatever else was drawn before. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Lower-case letters and digits. */
  word(length: number): string;
}

const LETTERS_AND_DIGITS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');

/** FNV-1a over UTF-16 code units: spreads a stream's name over 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return sum >>> 0;
}

/** mulberry32: 32 bits of state are plenty for test data, and the run's seed stays a number a person can type. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Opens the stream `name` of a run's seed. Every case has a stream of its own, so that a case that comes or goes with
 * the schema leaves the others as they were.
 */
export function seeded(seed: number, name: string): Random {
  const next = mulberry32(hash(`${seed}:${name}`));
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => list[integer(0, list.length - 1)] as T;
  const word = (length: number): string => Array.from({ length }, () => pick(LETTERS_AND_DIGITS)).join('');
  return { integer, pick, word };
}

/** A number that no id, index or row count plausibly is: at least 10^15, and exact in a double. */
export function largeNumber(random: Random): number {
  return random.integer(10 ** 15, Number.MAX_SAFE_INTEGER);
}
