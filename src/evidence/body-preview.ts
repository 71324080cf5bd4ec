import { createHash } from 'node:crypto';

/**
 * The text of a body, a byte order mark included.
 * @param whole false where its end is missing: a character that was cut in half there is left out
 * @returns undefined where it is not UTF-8
 */
export function decode(body: Buffer, whole = true): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body, { stream: !whole });
  } catch {
    return undefined;
  }
}

/**
 * A body as text a person can read: as {@link decode}.
 * @returns undefined where it is not UTF-8, or holds NUL
 */
export function asText(body: Buffer, whole = true): string | undefined {
  const text = decode(body, whole);
  return text?.includes('\0') === true ? undefined : text;
}

/** What is shown of a body that is not shown: `12 bytes, sha256 …`. */
export function sizeAndHash(body: Buffer): string {
  return `${body.length} bytes, sha256 ${createHash('sha256').update(body).digest('hex')}`;
}
