/** Letters and digits in a row by which a long value is found in a text. */
export const WINDOW = 16;

/** Most texts hold no window at all, and the engine sees that faster. */
const ANY = new RegExp(`[A-Za-z0-9]{${WINDOW}}`);

const FACTOR = 31;
const OLDEST = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, FACTOR), 1);

/** The hash of a window. */
export function hashOf(window: string): number {
  let hash = 0;
  for (let at = 0; at < WINDOW; at++) hash = next(hash, window.charCodeAt(at));
  return hash;
}

/**
 * Calls `visit` with the hash of every window of a text: any {@link WINDOW} letters and digits in a row. One step a
 * character, for all texts of a run go through here.
 */
export function visitWindows(text: string, visit: (hash: number) => void): void {
  if (!ANY.test(text)) return;
  let hash = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isAlphanumeric(code)) {
      hash = 0;
      length = 0;
      continue;
    }
    hash = next(hash, code);
    length += 1;
    if (length > WINDOW) hash = (hash - Math.imul(text.charCodeAt(at - WINDOW), OLDEST)) | 0;
    if (length >= WINDOW) visit(hash);
  }
}

const next = (hash: number, code: number): number => (Math.imul(hash, FACTOR) + code) | 0;

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
