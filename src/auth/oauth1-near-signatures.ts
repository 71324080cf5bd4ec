import type { WireRequest } from '../http/types.ts';
import { withScheme } from './authorization-spelling.ts';
import { minor, type Minor } from './minor-credentials.ts';
import { withQuery } from './misplaced.ts';
import { flipped, set } from './oauth1-parameters.ts';
import type { OAuthParameters } from './oauth1-signature.ts';
import { rightSignature, signed, type Sign, type Signing } from './oauth1-signing.ts';
import { swapCase } from './similar-values.ts';
import { withAuthorization } from './with-header.ts';

/** Headers that a verifier passes over or compares in part, and the consumer key without a signature. */
export function nearSignatures(signing: Signing): Minor[] {
  const wrong = signed(signing, { signature: (text) => flipped(rightSignature(signing)(text)) });
  const hash = (alter: (right: string) => string): Sign =>
    signed(signing, { parameters: (right) => set(right, 'body_hash', alter(right.get('oauth_body_hash') ?? '')) });
  return [
    minor('broken.scheme-and-signature', 'the scheme in small letters, and a wrong signature', (request) =>
      withScheme(wrong(request), (scheme) => scheme.toLowerCase()),
    ),
    minor(
      'broken.body-hash-end',
      'a body hash whose last third is in other case',
      hash((right) => right.slice(0, 30) + swapCase(right.slice(30))),
    ),
    minor(
      'broken.signed-as-get',
      'a signature for GET',
      signed(signing, { as: (request) => ({ ...request, method: 'GET' }) }),
    ),
    wrongSignatureWithUsedNonce(signing),
    minor('broken.key-as-basic', 'Basic with the consumer key as user, and no signature', (request) =>
      withAuthorization(request, `Basic ${Buffer.from(`${signing.consumerKey}:`).toString('base64')}`),
    ),
    minor('broken.key-in-query', 'no header, and the consumer key in the query', (request) =>
      withQuery(request, 'oauth_consumer_key', signing.consumerKey),
    ),
  ];
}

/** The nonce and the timestamp of a request that was let in: a verdict may not be remembered by them alone. */
function wrongSignatureWithUsedNonce(signing: Signing): Minor {
  let used: OAuthParameters | undefined;
  const sign: Sign = (request: WireRequest) => {
    const first = used;
    if (!first) throw new Error('credentials.broken.used-nonce: send what `prepare` returns first');
    const repeat = (right: OAuthParameters) =>
      ['nonce', 'timestamp'].reduce((all, name) => set(all, name, first.get(`oauth_${name}`) ?? ''), right);
    return signed(signing, { parameters: repeat, signature: (text) => flipped(rightSignature(signing)(text)) })(
      request,
    );
  };
  const description = 'the nonce of a request that was let in, and a wrong signature';
  return minor('broken.used-nonce', description, sign, {
    prepare: signed(signing, { parameters: (right) => (used = right) }),
  });
}
