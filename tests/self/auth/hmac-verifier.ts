import { createHash, createHmac } from 'node:crypto';

/** What a verifier may forget; nothing: it is right. */
export interface Forgets {
  readonly signature?: 'presence' | 'value' | 'end' | 'last-byte';
  readonly part?: 'method' | 'path' | 'query' | 'type' | 'body' | 'time';
  readonly age?: true;
  readonly future?: true;
  readonly use?: true;
  readonly sha1?: true;
  readonly keyId?: true;
  readonly keyCase?: true;
  readonly tenant?: true;
}

/** The keys that a verifier knows, by id. */
export type Keys = Readonly<Record<string, string>>;

/** Written from the description below, not from the code that signs by it. */
export const DESCRIPTION = {
  scheme: 'hmac',
  algorithm: 'sha256',
  encoding: 'base64',
  string: '{method}\n{path}\n{query}\n{header:Content-Type}\n{bodyHash}\n{timestamp}\n{nonce}',
  headers: {
    'X-Otter-Key': '{keyId}',
    'X-Otter-Time': '{timestamp}',
    'X-Otter-Nonce': '{nonce}',
    'X-Otter-Signature': 'v1={signature}',
  },
  bodyHash: { encoding: 'hex' },
} as const;

/** A verifier of that description; it remembers the nonces it has seen. */
export function hmacVerifier(keys: Keys, now: () => number, forgets: Forgets = {}) {
  const seen = new Set<string>();
  return (method: string, url: string, headers: Headers, body: Buffer): boolean => {
    const { pathname, search } = new URL(url);
    const header = (name: string): string => headers.get(name) ?? '';
    const [given, time, nonce, keyId] = ['X-Otter-Signature', 'X-Otter-Time', 'X-Otter-Nonce', 'X-Otter-Key'].map(
      header,
    );
    if (forgets.signature === 'presence' && given === '') return true;
    const age = now() / 1000 - Number(time);
    if (age > 300 && !forgets.age) return false;
    if (age < -300 && !forgets.future) return false;
    const pairs = Object.entries(keys);
    const known = pairs.filter(([id]) => forgets.keyId ?? id === keyId).map(([, key]) => key);
    const candidates = forgets.tenant ? pairs.map(([, key]) => key) : known;
    const stated = /^v1=(.*)$/.exec(given ?? '')?.[1] ?? '';
    const isRight = candidates.some((key) => {
      const parts = {
        method,
        path: pathname,
        query: search.slice(1),
        type: header('Content-Type'),
        body: createHash('sha256')
          .update(forgets.part === 'body' ? body.toString('utf8').trim() : body)
          .digest('hex'),
        time: time ?? '',
        nonce: nonce ?? '',
      };
      return matches(parts, key, stated, forgets);
    });
    if (!isRight || (forgets.use === undefined && seen.has(nonce ?? ''))) return false;
    seen.add(nonce ?? '');
    return true;
  };
}

type Parts = Readonly<Record<NonNullable<Forgets['part']> | 'nonce', string>>;

function matches(parts: Parts, key: string, stated: string, { part, signature, sha1, keyCase }: Forgets): boolean {
  // What a verifier forgets it takes from whoever signs: any of these values will do.
  const tried: Parts[] =
    part === undefined ? [parts] : otherValues(parts, part).map((value) => ({ ...parts, [part]: value }));
  const forms = keyCase ? [key, swapped(key)] : [key];
  return tried.some((one) =>
    forms.some((form) =>
      (sha1 ? ['sha256', 'sha1'] : ['sha256']).some((algorithm) => {
        const { method, path, query, type, body, time, nonce } = one;
        const text = [method, path, query, type, body, time, nonce].join('\n');
        const right = createHmac(algorithm, form).update(text).digest('base64');
        if (signature === 'value') return stated !== '';
        if (signature === 'end') return stated !== '' && right.startsWith(stated);
        if (signature === 'last-byte') return right.slice(0, 40) === stated.slice(0, 40);
        return right === stated;
      }),
    ),
  );
}

const swapped = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));

/** The values that a broken signer of the suite signs, and the right one. */
function otherValues(parts: Parts, part: keyof Parts): string[] {
  const right = parts[part];
  if (part === 'method') return [right, right === 'POST' ? 'PUT' : 'POST'];
  if (part === 'path') return [right, `${right}-other`];
  if (part === 'query') return [right, right === '' ? 'other=1' : `${right}&other=1`];
  if (part === 'type') return [right, 'other'];
  if (part === 'time') return [right, String(Number(right) + 1)];
  return [right];
}
