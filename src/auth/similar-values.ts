import { randomOfLabel, type Random } from '../random.ts';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const HEX = /^[0-9a-f]{8,}$/i;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Where a UUID states its version and variant (RFC 9562): other values would be a fault of their own. */
const UUID_FIXED = new Set([14, 19]);
const ATTEMPTS = 50;

/** Values that look like a secret and are not it, the best first. Callers take the first that nobody really holds. */
export interface SimilarSecrets {
  readonly wrong: readonly string[];
  readonly truncated: readonly string[];
  readonly lengthened: readonly string[];
  readonly otherCase: readonly string[];
}

/**
 * Near misses of a secret, the same for the same source. Empty lists where there is none: a secret without letters has no
 * other case, one of a single character no shorter form.
 */
export function similarSecrets(secret: string, source: string): SimilarSecrets {
  const letters = [...secret.matchAll(/[a-z]/gi)].map(({ index }) => index);
  const shorter = Array.from({ length: Math.max(0, secret.length - 1) }, (_, cut) => secret.slice(0, -1 - cut));
  return {
    wrong: similarValues(secret, source),
    truncated: shorter,
    lengthened: shuffled(LOWER, source).map((letter) => secret + letter),
    otherCase: letters.length === 0 ? [] : [swapCase(secret), ...letters.map((at) => swapCase(secret, at))],
  };
}

/**
 * Random values of the same length and the same make as `value` (hex stays hex, a UUID a UUID), so that a form check
 * does not refuse what the comparison should. None equals it.
 */
export function similarValues(value: string, source: string, attempts = ATTEMPTS): string[] {
  const made = Array.from({ length: attempts }, (_, attempt) => {
    const random = randomOfLabel(`${source} lookalike ${attempt} ${value}`);
    // After some tries in the value's own alphabet, which may be too small, any letters do.
    return attempt < ATTEMPTS / 2 ? similarValue(value, random) : letters(value.length, random);
  });
  return made.filter((candidate) => candidate !== value);
}

/** Random letters, the same for the same source and label. */
export function randomLetters(length: number, source: string, label: string): string {
  return letters(length, randomOfLabel(`${source} ${label}`));
}

function similarValue(value: string, random: Random): string {
  const isHex = HEX.test(value.replaceAll('-', ''));
  const isUuid = UUID.test(value);
  const pick = (alphabet: string) => random.pick(Array.from(alphabet));
  return value.replace(/[0-9a-z]/gi, (character, at: number) => {
    if (isUuid && UUID_FIXED.has(at)) return character;
    if (DIGITS.includes(character)) return pick(DIGITS);
    const alphabet = LOWER.includes(character) ? LOWER : UPPER;
    return pick(isHex ? alphabet.slice(0, 6) : alphabet);
  });
}

/** Each letter, or the one at `only`, in its other case. */
export function swapCase(text: string, only?: number): string {
  return text.replace(/[a-z]/gi, (letter, at: number) => {
    if (only !== undefined && at !== only) return letter;
    return LOWER.includes(letter) ? letter.toUpperCase() : letter.toLowerCase();
  });
}

function letters(length: number, random: Random): string {
  return Array.from({ length }, () => random.pick(Array.from(LOWER))).join('');
}

function shuffled(alphabet: string, source: string): string[] {
  const start = randomOfLabel(`${source} rotation`).integer(0, alphabet.length - 1);
  return [...(alphabet.slice(start) + alphabet.slice(0, start))];
}
