import { headerValues } from '../../../src/http/message.ts';
import type { Transport, WireResponse } from '../../../src/http/types.ts';

/** Where the padding of an answer stands: blanks around the JSON text, a further property, many of them, or many elements. */
export const PADDINGS = ['blanks', 'member', 'members'] as const;
export type Padding = (typeof PADDINGS)[number];

/** Pads every JSON answer to a size; it stays as legal as it was (RFC 8259, section 2; further properties are ignored). */
export function padded(bytes: number, padding: Padding): (inner: Transport) => Transport {
  return (inner) => async (request, limits) => {
    const response = await inner(request, limits);
    const isJson = headerValues(response.headers, 'content-type').some((type) => type.includes('json'));
    return isJson && response.body.length > 0 ? { ...response, body: larger(response, bytes, padding) } : response;
  };
}

function larger({ body }: WireResponse, bytes: number, padding: Padding): Buffer {
  const text = body.toString();
  const missing = bytes - text.length;
  if (missing <= 0) return body;
  const further: Record<string, unknown> =
    padding === 'member'
      ? { padding: 'x'.repeat(missing) }
      : Object.fromEntries(Array.from({ length: missing / 20 }, (_, n) => [`padding${n}`, 12345678]));
  const value = padding === 'blanks' ? undefined : (JSON.parse(text) as unknown);
  const [holder] = [value].flat();
  if (typeof holder !== 'object' || holder === null) return Buffer.from(text + ' '.repeat(missing));
  // At the front: what counts comes last.
  const own = { ...holder };
  for (const name of Object.keys(holder)) delete (holder as Record<string, unknown>)[name];
  Object.assign(holder, further, own);
  return Buffer.from(JSON.stringify(value));
}
