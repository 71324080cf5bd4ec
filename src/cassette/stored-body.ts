import type { StoredBody } from './types.ts';

/**
 * A body as a cassette holds it.
 * @param clean takes the secrets out of a text
 */
export function storedBody(body: Buffer, clean: (text: string) => string): StoredBody {
  const text = utf8(body);
  if (text !== undefined) return clean(text);
  // Byte for byte, so that what is ASCII in it is still cleaned.
  return { base64: Buffer.from(clean(body.toString('latin1')), 'latin1').toString('base64') };
}

/** The text that a stored body is, every byte a character where it is not UTF-8. */
export function textOf(body: StoredBody): string {
  return typeof body === 'string' ? body : Buffer.from(body.base64, 'base64').toString('latin1');
}

/** The bytes again, of a text that was changed. */
export function bytesOf(body: StoredBody, text: string): Buffer {
  return Buffer.from(text, typeof body === 'string' ? 'utf8' : 'latin1');
}

function utf8(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
