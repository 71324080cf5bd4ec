import { createHash } from 'node:crypto';

/** A stream of reproducible choices: the same label gives the same ones on every machine, whatever else was drawn before. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** One entry of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** Lower-case letters and digits. */
  word(length: number): string;
}

const LETTERS_AND_DIGITS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');

/** Bytes of one number: as many as `Buffer.readUIntBE` reads. */
const BYTES = 6;

/** Opens the stream of a label. It repeats test data; what must not be guessed comes from the run secret. */
export function randomOfLabel(label: string): Random {
  const next = fractions(label);
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => list[integer(0, list.length - 1)] as T;
  const word = (length: number): string => Array.from({ length }, () => pick(LETTERS_AND_DIGITS)).join('');
  return { integer, pick, word };
}

/**
 * Opens the stream `name` of a run's seed. Every case has a stream of its own, so that a case that comes or goes with
 * the schema leaves the others as they were.
 */
export function seeded(seed: number, name: string): Random {
  return randomOfLabel(`${seed}:${name}`);
}

/** A number that no id, index or row count plausibly is: at least 10^15, and exact in a double. */
export function largeNumber(random: Random): number {
  return random.integer(10 ** 15, Number.MAX_SAFE_INTEGER);
}

/** Endless numbers from 0 to below 1: SHA-256 of the label and a counter. */
function fractions(label: string): () => number {
  let block = Buffer.alloc(0);
  let blocks = 0;
  return () => {
    if (block.length < BYTES) block = createHash('sha256').update(`${label} ${blocks++}`).digest();
    const number = block.readUIntBE(0, BYTES);
    block = block.subarray(BYTES);
    return number / 2 ** (8 * BYTES);
  };
}
