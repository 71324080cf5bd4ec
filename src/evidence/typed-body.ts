import { gzipSync } from 'node:zlib';
import { asText } from './body-preview.ts';
import { printf } from './reproduce/shell-text.ts';

/** A longer body would bury the line that holds it. */
const LONGEST = 4096;

/** Characters of a packed body. Five hundred random ids take 12,000; what takes more cannot be read past. */
const LONGEST_PACKED = 20_000;

/** Whether a body is too long to be read in a command line. */
export const isLong = (body: Buffer): boolean => body.length > LONGEST;

/** The text of a body as one word of bash holds it; undefined for one that is too long to type, or that is no text. */
export const typed = (body: Buffer): string | undefined => (isLong(body) ? undefined : asText(body));

/**
 * The command for bash that prints a body which {@link typed} leaves out, byte by byte. A long one is compressed, so that
 * nobody can search it for secrets afterwards: the caller does so before.
 * @returns undefined where the body is long and cannot be compressed much
 */
export function printing(body: Buffer): string | undefined {
  if (!isLong(body)) return printf([{ literal: body.toString('latin1') }]);
  const packed = gzipSync(body, { level: 9 }).toString('base64');
  return packed.length > LONGEST_PACKED ? undefined : `base64 -d <<<${packed} | gzip -d`;
}

/** Whether a test that a text passes, such as holding no secret, is passed by a body, as text and byte by byte. */
export function passes(body: Buffer, test: (text: string) => boolean): boolean {
  const text = asText(body);
  return test(body.toString('latin1')) && (text === undefined || test(text));
}
