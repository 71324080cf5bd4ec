import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { OAuthParameters } from './oauth-header.ts';

type Pair = readonly [name: string, value: string];

/**
 * The base strings that a signature may cover: first that of the vendor's signers, which put values raw into the
 * parameter string, then that of RFC 5849 (3.4.1), which encodes them there as well.
 */
export function baseStrings(request: Request, parameters: OAuthParameters): readonly [once: string, twice: string] {
  const url = new URL(request.url);
  const signed = [...parameters].filter(([name]) => name !== 'oauth_signature');
  const raw: Pair[] = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]);
  const encoded = [...url.searchParams, ...signed].map(([name, value]): Pair => [encode(name), encode(value)]);
  const head = `${request.method.toUpperCase()}&${encode(url.origin + url.pathname)}&`;
  return [head + encode(normalize([...raw, ...signed])), head + encode(normalize(encoded))];
}

/** Whether the signature is RSASSA-PKCS1-v1_5 with SHA-256 of one of the texts. */
export function signs(key: KeyObject, texts: readonly string[], signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== signature) return false;
  return texts.some((text) => verify('RSA-SHA256', Buffer.from(text), key, bytes));
}

/** RFC 5849, 3.4.1.3.2: sorted by name, then by value, in byte order. */
function normalize(pairs: readonly Pair[]): string {
  const sorted = [...pairs].sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return sorted.map(([name, value]) => `${name}=${value}`).join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** RFC 5849, 3.6: everything but unreserved characters; `encodeURIComponent` leaves five more. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
