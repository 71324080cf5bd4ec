import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Where a UUID states its version and variant (RFC 9562). */
const UUID_FIXED = new Set([14, 19]);
const HEX = /^[0-9a-f]+$/i;

/** What is left of a row of digits as long as a card number: its range tells nothing of one card. */
const CARD_DIGITS = 13;
const RANGE_DIGITS = 8;

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/**
 * A word of the same make (a UUID, hex, digits, letters) that tells nothing of the one it stands for: it is drawn from
 * the key alone, so that two recordings of the same run differ in nothing else.
 */
export function standInFor(word: string, key: string): string {
  const next = numbers(key);
  const pick = (alphabet: string): string => alphabet.charAt(next() % alphabet.length);
  if (/^\d+$/.test(word))
    return word.replace(/\d/g, (digit, at: number) => {
      if (word.length >= CARD_DIGITS && at < RANGE_DIGITS) return digit;
      // A number must not begin with a zero.
      return at === 0 && digit !== '0' ? pick(DIGITS.slice(1)) : pick(DIGITS);
    });
  const isUuid = UUID.test(word);
  if (isUuid || HEX.test(word)) {
    const made = word.replace(/[0-9a-f]/gi, (digit, at: number) =>
      isUuid && UUID_FIXED.has(at) ? digit : pick(DIGITS + LOWER.slice(0, 6)),
    );
    return /[a-f]/.test(word) ? made.toLowerCase() : made.toUpperCase();
  }
  return word.replace(/[0-9a-z]/gi, (character) => {
    if (DIGITS.includes(character)) return pick(DIGITS);
    return LOWER.includes(character) ? pick(LOWER) : pick(LOWER.toUpperCase());
  });
}

/** An endless row of bytes. */
function numbers(key: string): () => number {
  let block = Buffer.alloc(0);
  let blocks = 0;
  let at = 0;
  return () => {
    if (at === block.length) {
      block = createHash('sha256').update(`${key} ${blocks++}`).digest();
      at = 0;
    }
    return block.readUInt8(at++);
  };
}
