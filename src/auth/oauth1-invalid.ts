import { createHmac } from 'node:crypto';
import type { WireRequest } from '../http/types.ts';
import { withScheme } from './authorization-spelling.ts';
import { unregisteredKey } from './unregistered-key.ts';
import { forgedIdentity } from './minor-credentials.ts';
import { foreignMethods, pssMethod } from './oauth1-methods.ts';
import { nearSignatures } from './oauth1-near-signatures.ts';
import { brokenParameters, doubledParameters, laxParameters, onUsedConnection } from './oauth1-parameters.ts';
import { replayAfterPause, replayedNonce } from './oauth1-replay.ts';
import { baseStringWithRepeated } from './oauth1-rfc-encoding.ts';
import { authorizationValue, parametersOf, rsaSignature, type OAuthParameters } from './oauth1-signature.ts';
import { rightSignature, signed, type Sign, type Signing } from './oauth1-signing.ts';
import type { InvalidCredentials } from './types.ts';
import { withAuthorization } from './with-header.ts';

const HOUR_MS = 3_600_000;

/** The invalid credentials of OAuth 1.0a with RSA-SHA256 and body hash; each departs in one thing and signs the rest rightly. */
export function oauth1InvalidCredentials(signing: Signing): InvalidCredentials[] {
  return [
    ...invalidHeaders(signing),
    ...invalidKeys(signing),
    ...invalidBindings(signing),
    ...invalidMethods(signing),
    ...doubledParameters(signing),
    ...brokenParameters(signing),
    ...nearSignatures(signing),
    ...foreignMethods(signing),
    ...onUsedConnection(signing),
    ...laxParameters(signing, replayAfterPause(signing)),
    pssMethod(signing),
    ...forgedIdentity(signing.edge ?? {}, signing.consumerKey),
  ];
}

function invalidHeaders(signing: Signing): InvalidCredentials[] {
  const right = rightSignature(signing);
  return [
    invalid('none', 'no Authorization header', (request) => request),
    // All the rest is right: a reader that looks for the parameters alone finds them.
    invalid('other-scheme', 'Basic instead of OAuth, with the right parameters', (request) =>
      withScheme(signed(signing)(request), () => 'Basic'),
    ),
    invalid('unparsable', 'an Authorization header that does not parse', (request) =>
      withAuthorization(request, 'OAuth garbage'),
    ),
    invalid('missing-signature', 'no oauth_signature', signed(signing, { signature: () => undefined })),
    invalid('empty-signature', 'an empty oauth_signature', signed(signing, { signature: () => '' })),
    invalid('altered-signature', 'a signature with its last bit flipped', (request) =>
      signed(signing, { signature: (text) => withLastBitFlipped(right(text)) })(request),
    ),
  ];
}

function invalidKeys(signing: Signing): InvalidCredentials[] {
  const { key, other } = signing;
  const otherKey = other?.key;
  return [
    invalid(
      'unregistered-key',
      'signed with a key that is not registered',
      signed(signing, { signature: (text) => rsaSignature(text, unregisteredKey(key)) }),
    ),
    {
      name: 'credentials.other-issuer-key',
      description: "the right consumer key, signed with the other issuer's key",
      needsOtherTenant: true,
      ...(otherKey ? { sign: signed(signing, { signature: (text) => rsaSignature(text, otherKey) }) } : {}),
    },
    invalid(
      'unknown-consumer-key',
      'an unknown consumer key',
      signed({ ...signing, consumerKey: signing.unknownConsumerKey }),
    ),
    consumerKeyInQuery(signing),
    ...nearKeys(signing),
  ];
}

/**
 * All is right for the other issuer, and the query names this one: who reads the consumer key with the parameters of the
 * query takes the other for this one (RFC 5849, 3.1: each parameter in one place).
 */
function consumerKeyInQuery({ consumerKey, other, ...signing }: Signing): InvalidCredentials {
  const sign = other && signedWithQuery({ ...signing, ...other, other: undefined });
  const pair = `oauth_consumer_key=${encodeURIComponent(consumerKey)}`;
  return {
    name: 'credentials.consumer-key-in-query',
    description: "another issuer's right header, and the consumer key of this one in the query",
    needsOtherTenant: true,
    // It is right for the other issuer, whose answer may be a success: only a requirement of its own can judge it.
    minor: true,
    ...(sign ? { sign: (request: WireRequest) => sign({ ...request, url: withPair(request.url, pair) }) } : {}),
  };
}

/** Signs a request whose query repeats a parameter of the header. */
const signedWithQuery =
  (signing: Signing): Sign =>
  (request) => {
    const parameters = parametersOf(request, signing);
    const signature = rightSignature(signing)(baseStringWithRepeated(request, parameters));
    return withAuthorization(request, authorizationValue(parameters, signature));
  };

/** What a lookup of the consumer key may leave out. */
function nearKeys(signing: Signing): InvalidCredentials[] {
  const { otherKeyId, otherCase } = signing.nearConsumerKeys;
  const near = (name: string, description: string, consumerKey: string | undefined): InvalidCredentials[] =>
    consumerKey === undefined
      ? []
      : [{ ...invalid(`near-key.${name}`, description, signed({ ...signing, consumerKey })), minor: true }];
  return [
    ...near('other-key-id', 'the right client with the id of another key', otherKeyId),
    ...near('other-case', 'the consumer key in other case', otherCase),
  ];
}

/** What the signature must be bound to: body, time, nonce, method, path, query. */
function invalidBindings(signing: Signing): InvalidCredentials[] {
  const anHourAgo = { ...signing, now: () => signing.now() - HOUR_MS };
  return [
    // A blank more: a verifier that trims or rewrites the body before it hashes it sees the one that was signed.
    invalid('body-changed', 'signed for another body', (request) => withOtherBody(signed(signing)(request))),
    invalid(
      'body-hash-missing',
      'no oauth_body_hash',
      signed(signing, { parameters: (right) => without(right, 'oauth_body_hash') }),
    ),
    invalid('stale-timestamp', 'a timestamp an hour old', signed(anHourAgo)),
    replayedNonce(signing),
    invalid(
      'other-method',
      'signed for another method',
      signed(signing, { as: (request) => ({ ...request, method: request.method === 'POST' ? 'PUT' : 'POST' }) }),
    ),
    invalid(
      'other-path',
      'signed for another path',
      signed(signing, { as: (request) => ({ ...request, url: request.url.replace(/(?=[?#]|$)/, '-other') }) }),
    ),
    invalid(
      'other-query',
      'signed for another query',
      signed(signing, { as: (request) => ({ ...request, url: withOtherQuery(request.url) }) }),
    ),
  ];
}

/** Signature methods other than RSA-SHA256, each carried through rightly. No shared secret exists: it is empty. */
function invalidMethods(signing: Signing): InvalidCredentials[] {
  const method = (name: string, signature: (text: string) => string) =>
    signed(signing, {
      parameters: (right) => new Map(right).set('oauth_signature_method', name),
      signature,
    });
  return [
    invalid(
      'plaintext',
      'signature method PLAINTEXT (RFC 5849, 3.4.4)',
      method('PLAINTEXT', () => '&'),
    ),
    invalid(
      'hmac-sha1',
      'signature method HMAC-SHA1 (RFC 5849, 3.4.2)',
      method('HMAC-SHA1', (text) => createHmac('sha1', '&').update(text).digest('base64')),
    ),
    invalid(
      'rsa-sha1',
      'signature method RSA-SHA1 (RFC 5849, 3.4.3)',
      method('RSA-SHA1', (text) => rsaSignature(text, signing.key, 'sha1')),
    ),
  ];
}

const invalid = (variant: string, description: string, sign: Sign): InvalidCredentials => ({
  name: `credentials.${variant}`,
  description,
  needsOtherTenant: false,
  sign,
});

function withLastBitFlipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes.toString('base64');
}

function without(parameters: OAuthParameters, name: string): OAuthParameters {
  return new Map([...parameters].filter(([other]) => other !== name));
}

/** The body that is sent differs from the signed one in its last byte only. */
function withOtherBody(request: WireRequest): WireRequest {
  return { ...request, body: Buffer.concat([request.body ?? Buffer.alloc(0), Buffer.from(' ')]) };
}

const withOtherQuery = (url: string): string => withPair(url, 'other=1');

function withPair(url: string, pair: string): string {
  const [address = ''] = url.split('#');
  return `${address}${address.includes('?') ? '&' : '?'}${pair}`;
}
