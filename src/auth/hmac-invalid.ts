import { unknownBasic } from './basic.ts';
import { holdsSignature, signedByHmac, type HmacSigning, type Sign } from './hmac-signing.ts';
import { partsOf, type HmacDescription, type HmacValues } from './hmac-string.ts';
import { forgedIdentity } from './minor-credentials.ts';
import { similarSecrets } from './similar-values.ts';
import type { InvalidCredentials } from './types.ts';
import { withAuthorization, withHeader } from './with-header.ts';
import type { WireRequest } from '../http/types.ts';

const HOUR_MS = 3_600_000;

/** The invalid credentials of a described HMAC: which there are follows from the description alone. */
export function hmacInvalidCredentials(signing: HmacSigning): InvalidCredentials[] {
  return [
    ...invalidSignatures(signing),
    ...invalidKeys(signing),
    ...alteredParts(signing),
    ...invalidTimes(signing),
    ...forgedIdentity(signing.edge, signing.keyId),
  ];
}

const invalid = (variant: string, description: string, sign: Sign): InvalidCredentials => ({
  name: `credentials.${variant}`,
  description,
  needsOtherTenant: false,
  sign,
});

function invalidSignatures(signing: HmacSigning): InvalidCredentials[] {
  const { description } = signing;
  const rest = Object.keys(description.headers).filter((name) => !holdsSignature(description, name));
  const altered = (variant: string, what: string, signature: (right: string) => string | undefined) =>
    invalid(variant, what, signedByHmac(signing, { signature }));
  return [
    invalid('none', 'no signature, and nothing that goes with it', (request) => request),
    invalid('other-scheme', 'Basic instead of a signature', (request) =>
      withAuthorization(request, unknownBasic(signing.source)),
    ),
    ...(rest.length > 0 ? [altered('missing-signature', 'no signature', () => undefined)] : []),
    altered('empty-signature', 'an empty signature', () => ''),
    altered('unparsable', 'a signature in another encoding', () => '%garbage%'),
    altered('altered-signature', 'a signature with its last bit flipped', (right) =>
      withLastBitFlipped(right, description.encoding),
    ),
    altered('truncated-signature', 'the first half of the signature', (right) => right.slice(0, right.length / 2)),
    invalid(
      'other-algorithm',
      'a signature by another algorithm',
      signedByHmac(signing, {
        description: {
          ...description,
          algorithm: description.algorithm === 'sha1' ? 'sha256' : 'sha1',
          // The body is hashed as before: one thing is wrong.
          bodyHash: { algorithm: description.algorithm, ...description.bodyHash },
        },
      }),
    ),
  ];
}

function invalidKeys(signing: HmacSigning): InvalidCredentials[] {
  const { secret, unknown, otherSecret, description, source } = signing;
  const { truncated, otherCase } = similarSecrets(secret, source);
  const by = (key: string) => signedByHmac(signing, { values: (right) => ({ ...right, secret: key }) });
  const isText = (description.secret ?? 'text') === 'text';
  const near = (variant: string, what: string, key: string | undefined) =>
    isText && key !== undefined ? [invalid(variant, what, by(key))] : [];
  return [
    invalid('wrong-secret', 'signed with a key that is not registered', by(unknown.secret)),
    ...near('truncated-secret', 'signed with the key without its end', truncated[0]),
    ...near('other-case-secret', 'signed with the key in the other case', otherCase[0]),
    ...near('empty-secret', 'signed with an empty key', ''),
    {
      name: 'credentials.other-tenant-secret',
      description: "the right key id, signed with the other tenant's key",
      needsOtherTenant: true,
      ...(otherSecret === undefined ? {} : { sign: by(otherSecret) }),
    },
    ...(usesKeyId(description)
      ? [
          invalid(
            'unknown-id',
            'an unknown key id',
            signedByHmac(signing, { values: (right) => ({ ...right, keyId: unknown.keyId }) }),
          ),
        ]
      : []),
  ];
}

/** Whether somewhere the id of the key is stated. */
export function usesKeyId({ string, headers }: HmacDescription): boolean {
  return [string, ...Object.values(headers)].some((template) => partsOf(template).includes('keyId'));
}

/** What the signature must be bound to, part by part. */
function alteredParts(signing: HmacSigning): InvalidCredentials[] {
  const parts = partsOf(signing.description.string);
  const has = (...names: string[]): boolean => names.some((name) => parts.includes(name));
  const as = (variant: string, what: string, change: Sign) => [
    invalid(variant, `signed for another ${what}`, signedByHmac(signing, { as: change })),
  ];
  const sent = (variant: string, what: string, change: (values: HmacValues) => HmacValues) => [
    invalid(variant, `another ${what} than the signed one`, signedByHmac(signing, { sent: change })),
  ];
  const headers = parts.filter((part) => part.startsWith('header:')).map((part) => part.slice('header:'.length));
  return [
    ...(has('method') ? as('other-method', 'method', otherMethod) : []),
    ...(has('path', 'url')
      ? as(
          'other-path',
          'path',
          withUrl((url) => url.replace(/(?=[?#]|$)/, '-other')),
        )
      : []),
    ...(has('query', 'url') ? as('other-query', 'query', withUrl(withOtherQuery)) : []),
    ...headers.flatMap((name) =>
      as(`other-header.${name.toLowerCase()}`, `value of ${name}`, (request) => withHeader(request, name, 'other')),
    ),
    ...(has('body', 'bodyHash') ? [changedBody(signing)] : []),
    ...(has('timestamp') ? sent('other-timestamp', 'time', (values) => ({ ...values, now: values.now - 1000 })) : []),
    ...(has('nonce') ? sent('other-nonce', 'nonce', (values) => ({ ...values, nonce: signing.nonce() })) : []),
  ];
}

/** The body that is sent differs from the signed one in its last byte only: a blank more, which parsers skip. */
function changedBody(signing: HmacSigning): InvalidCredentials {
  const longer = ({ body = Buffer.alloc(0) }: WireRequest) => Buffer.concat([body, Buffer.from(' ')]);
  return invalid('body-changed', 'signed for another body', (request) => ({
    ...signedByHmac(signing)(request),
    body: longer(request),
  }));
}

/** What is too old, or was used before. */
function invalidTimes(signing: HmacSigning): InvalidCredentials[] {
  const parts = partsOf(signing.description.string);
  const shifted = (ms: number) => signedByHmac(signing, { values: (right) => ({ ...right, now: right.now + ms }) });
  return [
    ...(parts.includes('timestamp')
      ? [
          invalid('stale-timestamp', 'a timestamp an hour old', shifted(-HOUR_MS)),
          invalid('future-timestamp', 'a timestamp an hour ahead', shifted(HOUR_MS)),
        ]
      : []),
    ...(parts.includes('nonce') ? [replayed(signing)] : []),
  ];
}

/** `sign` repeats nonce and time of the latest `prepare`, rightly signed for the request it is given. */
function replayed(signing: HmacSigning): InvalidCredentials {
  let used: Pick<HmacValues, 'now' | 'nonce'> | undefined;
  return {
    name: 'credentials.replayed-nonce',
    description: 'a nonce and time that were used before',
    needsOtherTenant: false,
    prepare: signedByHmac(signing, { values: (right) => (used = right) }),
    sign(request) {
      const first = used;
      if (!first) throw new Error('credentials.replayed-nonce: send what `prepare` returns before calling `sign`');
      return signedByHmac(signing, { values: (right) => ({ ...right, now: first.now, nonce: first.nonce }) })(request);
    },
  };
}

const otherMethod: Sign = (request) => ({ ...request, method: request.method === 'POST' ? 'PUT' : 'POST' });

const withUrl =
  (change: (url: string) => string): Sign =>
  (request) => ({ ...request, url: change(request.url) });

function withOtherQuery(url: string): string {
  const [address = ''] = url.split('#');
  return `${address}${address.includes('?') ? '&' : '?'}other=1`;
}

function withLastBitFlipped(signature: string, encoding: BufferEncoding): string {
  const bytes = Buffer.from(signature, encoding);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes.toString(encoding);
}
