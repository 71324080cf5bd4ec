import { createHash, verify, type KeyObject } from 'node:crypto';
import type { WireRequest } from '../../../src/http/types.ts';
import { authorization } from './material.ts';

/** What a verifier finds in a signed request, written from RFC 5849 and the body hash draft alone. */
export interface Findings {
  readonly parameters: Readonly<Record<string, string>>;
  readonly bodyHash: 'right' | 'wrong' | 'missing';
  /** Which base string the signature belongs to: values raw and encoded once, or encoded as the RFC says. */
  readonly signature: 'once' | 'rfc' | 'wrong' | 'empty' | 'missing';
}

const encode = (text: string) =>
  Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

/** The base string, parameter names and values put through `inner` before they are joined. */
function baseString(request: WireRequest, parameters: Record<string, string>, inner: (text: string) => string) {
  const url = new URL(request.url);
  const all = [...url.searchParams, ...Object.entries(parameters).filter(([name]) => name !== 'oauth_signature')];
  const pairs = all.map(([name, value]) => `${inner(name)}=${inner(value)}`).sort();
  return [request.method, `${url.origin}${url.pathname}`, pairs.join('&')].map(encode).join('&');
}

/** @returns null where the Authorization value is not an OAuth header */
export function inspect(request: WireRequest, key: KeyObject, digest = 'sha256'): Findings | null {
  const header = authorization(request);
  if (!/^OAuth [a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*$/.test(header)) return null;
  const parameters = Object.fromEntries(
    Array.from(header.matchAll(/([a-z_]+)="([^"]*)"/g), ([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );
  const hash = createHash('sha256')
    .update(request.body ?? '')
    .digest('base64');
  const { oauth_signature: signature, oauth_body_hash: claimed } = parameters;
  const belongs = (text: string) => verify(digest, Buffer.from(text), key, Buffer.from(signature ?? '', 'base64'));
  return {
    parameters,
    bodyHash: claimed === undefined ? 'missing' : claimed === hash ? 'right' : 'wrong',
    signature:
      signature === undefined
        ? 'missing'
        : signature === ''
          ? 'empty'
          : belongs(baseString(request, parameters, (text) => text))
            ? 'once'
            : belongs(baseString(request, parameters, encode))
              ? 'rfc'
              : 'wrong',
  };
}
