import { createHash } from 'node:crypto';

/**
 * A body as text a person can read.
 * @param whole false where its end is missing: a character that was cut in half there is left out
 * @returns undefined where it is not UTF-8, or holds NUL
 */
export function asText(body: Buffer, whole = true): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body, { stream: !whole });
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What is said of a body that is not shown: `12 bytes, sha256 …`. */
export function sizeAndHash(body: Buffer): string {
  return `${body.length} bytes, sha256 ${createHash('sha256').update(body).digest('hex')}`;
}
