import { createHash, createHmac } from 'node:crypto';
import { ConfigurationError } from '../errors.ts';
import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';

type Encoding = 'hex' | 'base64' | 'base64url';
type Algorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** How a vendor describes the string that is signed, and where the signature goes. */
export interface HmacDescription {
  readonly algorithm: Algorithm;
  /** Of the signature. */
  readonly encoding: Encoding;
  /** The string: `{method}\n{path}\n{query}\n{header:Content-Type}\n{bodyHash}\n{timestamp}\n{nonce}`. */
  readonly string: string;
  /** The header lines that are added, by name; one of them holds `{signature}`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Default: the algorithm and the encoding of the signature. */
  readonly bodyHash?: { readonly algorithm?: Algorithm; readonly encoding?: Encoding };
  /** Default: seconds. */
  readonly timestamp?: 'seconds' | 'milliseconds' | 'iso';
  /** How the secret writes its bytes; default: as text. */
  readonly secret?: 'text' | 'hex' | 'base64';
}

/** What a request is signed with. */
export interface HmacValues {
  readonly keyId: string;
  readonly secret: string;
  /** In ms since the epoch. */
  readonly now: number;
  readonly nonce: string;
}

const PLACEHOLDER = /\{(\w+)(?::([\w-]+))?\}/g;

/** The placeholders that a template holds: `method`, `header:Content-Type`. */
export function partsOf(template: string): string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map(([whole]) => whole.slice(1, -1)))];
}

/** @throws ConfigurationError where the description contradicts itself */
export function checkDescription({ string, headers }: HmacDescription): void {
  const sent = Object.values(headers).flatMap(partsOf);
  if (!sent.includes('signature'))
    throw new ConfigurationError(
      'profile.yaml: none of auth.headers holds {signature}: state where the signature goes.',
    );
  for (const part of ['timestamp', 'nonce'])
    if (partsOf(string).includes(part) && !sent.includes(part))
      throw new ConfigurationError(
        `profile.yaml: auth.string holds {${part}}, but no line of auth.headers sends it: nobody could check the signature.`,
      );
}

/** The bytes that are signed. */
export function stringToSign(request: WireRequest, description: HmacDescription, values: HmacValues): Buffer {
  const pieces = description.string.split(/(\{\w+(?::[\w-]+)?\})/);
  return Buffer.concat(
    pieces.map((piece) => {
      if (piece === '{body}') return request.body ?? Buffer.alloc(0);
      return Buffer.from(filled(piece, request, description, values, ''), 'utf8');
    }),
  );
}

/** The signature of these bytes, in its encoding. */
export function signatureOf(
  bytes: Buffer,
  { algorithm, encoding, secret: form = 'text' }: HmacDescription,
  secret: string,
): string {
  const key = form === 'text' ? Buffer.from(secret, 'utf8') : Buffer.from(secret, form);
  return createHmac(algorithm, key).update(bytes).digest(encoding);
}

/** The header lines, filled in. */
export function headerLines(
  request: WireRequest,
  description: HmacDescription,
  values: HmacValues,
  signature: string,
): (readonly [name: string, value: string])[] {
  return Object.entries(description.headers).map(
    ([name, template]) => [name, filled(template, request, description, values, signature)] as const,
  );
}

function filled(
  template: string,
  { method, url, headers, body }: WireRequest,
  { algorithm, encoding, bodyHash = {}, timestamp = 'seconds' }: HmacDescription,
  { keyId, now, nonce }: HmacValues,
  signature: string,
): string {
  const [, host = '', path = '', query = ''] = /^[a-z]+:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const hash = (): string =>
    createHash(bodyHash.algorithm ?? algorithm)
      .update(body ?? '')
      .digest(bodyHash.encoding ?? encoding);
  const stamp = {
    seconds: String(Math.floor(now / 1000)),
    milliseconds: String(now),
    iso: new Date(now).toISOString(),
  };
  const plain: Readonly<Record<string, string>> = { method, url, host, path, query, keyId, nonce, signature };
  return template.replace(PLACEHOLDER, (whole, name: string, argument?: string) => {
    if (name === 'header') return headerValues(headers, argument ?? '').join(', ');
    if (name === 'bodyHash') return hash();
    return name === 'timestamp' ? stamp[timestamp] : (plain[name] ?? whole);
  });
}
