import { createHash } from 'node:crypto';
import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';
import { minor, type Minor, type More } from './minor-credentials.ts';
import { baseString, parametersOf, rsaSignature, type OAuthParameters } from './oauth1-signature.ts';
import { rightSignature, signed, type Sign, type Signing } from './oauth1-signing.ts';
import { withAuthorization } from './with-header.ts';

const HOUR_MS = 3_600_000;

/** A parameter as the header writes it. */
type Written = readonly [name: string, value: string];

/**
 * Writes a header from the parameters that were rightly signed, after `edit` changed them: the signature is of the right
 * ones, and of the request that `as` claims.
 */
export function rewritten(
  signing: Signing,
  edit: (right: readonly Written[], request: WireRequest) => readonly Written[],
  as: Sign = (request) => request,
  comma = ',',
): Sign {
  return (request) => {
    const claimed = as(request);
    const parameters = parametersOf(claimed, signing);
    const signature = rsaSignature(baseString(claimed, parameters), signing.key);
    const right: Written[] = [...parameters, ['oauth_signature', encodeURIComponent(signature)]];
    const pairs = edit(right, request).map(([name, value]) => `${name}="${value}"`);
    return withAuthorization(request, `OAuth ${pairs.join(comma)}`);
  };
}

/** A wrong value of each parameter, as the header writes it. */
function wrongValues(signing: Signing): Readonly<Record<string, (right: string) => string>> {
  return {
    consumer_key: () => signing.unknownConsumerKey,
    signature_method: () => 'PLAINTEXT',
    signature: (right) => encodeURIComponent(flipped(decodeURIComponent(right))),
    body_hash: () => hashOf(''),
    nonce: (right) => `${right}x`,
    timestamp: (right) => String(Number(right) - HOUR_MS / 1000),
    version: () => '2.0',
  };
}

/** Each parameter twice, with two values one of which is wrong. */
export function doubledParameters(signing: Signing): Minor[] {
  return Object.entries(wrongValues(signing)).flatMap(([name, wrongOf]) =>
    (['first', 'last'] as const).map((place) =>
      minor(
        `twice.${name}-wrong-${place}`,
        `oauth_${name} twice, the wrong value ${place}`,
        rewritten(signing, (right) =>
          right.flatMap((pair): Written[] => {
            if (pair[0] !== `oauth_${name}`) return [pair];
            const wrong: Written = [pair[0], wrongOf(pair[1])];
            return place === 'first' ? [wrong, pair] : [pair, wrong];
          }),
        ),
      ),
    ),
  );
}

/** Each parameter twice with the same value. */
function repeatedParameters(signing: Signing): Minor[] {
  return Object.keys(wrongValues(signing)).map((name) =>
    minor(
      `repeated.${name}`,
      `oauth_${name} twice, with equal values`,
      rewritten(signing, (right) => right.flatMap((pair) => (pair[0] === `oauth_${name}` ? [pair, pair] : [pair]))),
    ),
  );
}

/** Parameters that are absent, empty or altered, where no signature of them could be right. */
export function brokenParameters(signing: Signing): Minor[] {
  const altered = (name: string, alter: (right: string) => string): Sign =>
    rewritten(signing, (right) =>
      right.map(([given, value]): Written => [given, given === `oauth_${name}` ? alter(value) : value]),
    );
  const hash = (value: string): Sign => signed(signing, { parameters: (right) => set(right, 'body_hash', value) });
  return [
    minor('broken.consumer-key-absent', 'no oauth_consumer_key', signed(signing, without('consumer_key'))),
    minor('broken.consumer-key-empty', 'an empty oauth_consumer_key', signed({ ...signing, consumerKey: '' })),
    minor(
      'broken.nonce-altered',
      'a nonce that was not signed',
      altered('nonce', (right) => `${right}x`),
    ),
    minor(
      'broken.timestamp-altered',
      'a timestamp that was not signed',
      altered('timestamp', (right) => String(Number(right) - 1)),
    ),
    minor('broken.body-hash-empty', 'an empty oauth_body_hash', hash('')),
    minor('broken.body-hash-of-nothing', 'the hash of an empty body', hash(hashOf(''))),
    minor(
      'broken.signature-for-other-body',
      'a signature for another body, with the right hash',
      rewritten(
        signing,
        (right, { body = '' }) =>
          right.map(([name, value]): Written => [name, name === 'oauth_body_hash' ? hashOf(body) : value]),
        (request) => ({ ...request, body: Buffer.from('[]') }),
      ),
    ),
    minor('broken.large-body-changed', 'a large body that is not the one that was signed', changed(signing), {
      needs: 'large-body',
    }),
    minor('broken.chunked-body-changed', 'a chunked body that is not the one that was signed', changed(signing), {
      needs: 'chunked-body',
    }),
    minor(
      'broken.token-and-wrong-signature',
      'an oauth_token, and a wrong signature',
      signed(signing, {
        parameters: (right) => set(right, 'token', 'x'),
        signature: (text) => flipped(rightSignature(signing)(text)),
      }),
    ),
    headerOfAnotherBody(signing),
    minor(
      'broken.query-not-signed',
      'a query that the signature does not cover',
      signed(signing, { as: (request) => ({ ...request, url: request.url.replace(/[?&]x-note=[^&#]*/, '') }) }),
      { needs: 'query' },
    ),
  ];
}

/** The header of a request that was let in, with another body: a verdict may not be remembered by the header alone. */
function headerOfAnotherBody(signing: Signing): Minor {
  let used: string | undefined;
  const sign: Sign = (request) => {
    if (used === undefined)
      throw new Error('credentials.broken.header-of-other-body: send what `prepare` returns first');
    return withAuthorization(request, used);
  };
  return minor('broken.header-of-other-body', 'the header of a request that was let in, with another body', sign, {
    prepare(request) {
      const first = signed(signing)(request);
      used = headerValues(first.headers, 'authorization')[0];
      return first;
    },
  });
}

/** What RFC 5849 does not allow and many verifiers let pass (A39). */
export function laxParameters(signing: Signing, replay: Minor): Minor[] {
  const inAnHour = { ...signing, now: () => signing.now() + HOUR_MS };
  const absentOrEmpty = ['nonce', 'timestamp', 'signature_method'].flatMap((name) => [
    minor(`lax.${name}-absent`, `no oauth_${name}`, signed(signing, without(name))),
    minor(
      `lax.${name}-empty`,
      `an empty oauth_${name}`,
      signed(signing, { parameters: (right) => set(right, name, '') }),
    ),
  ]);
  return [
    minor('lax.future-timestamp', 'a timestamp an hour ahead', signed(inAnHour)),
    // What is no number is outside of no window: who compares without asking first lets it in at any age.
    minor(
      'lax.timestamp-not-a-number',
      'a timestamp an hour old with a letter behind its digits',
      signed(signing, { parameters: (right) => set(right, 'timestamp', `${hourBefore(right)}s`) }),
    ),
    replay,
    minor(
      'lax.other-host',
      'a signature for another host',
      signed(signing, {
        as: (request) => ({ ...request, url: request.url.replace(/^(https?:\/\/)[^/?#]+/, '$1other.example') }),
      }),
    ),
    minor(
      'lax.version-2',
      'oauth_version 2.0',
      signed(signing, { parameters: (right) => set(right, 'version', '2.0') }),
    ),
    ...absentOrEmpty,
    ...repeatedParameters(signing),
  ];
}

function hourBefore(right: OAuthParameters): number {
  return Number(right.get('oauth_timestamp')) - HOUR_MS / 1000;
}

/** Credentials that are empty, or something wrong, on the connection of right ones. */
export function onUsedConnection(signing: Signing): Minor[] {
  const after: More = { prepare: signed(signing), connection: 'used' };
  const wrong = signed(signing, { signature: (text) => flipped(rightSignature(signing)(text)) });
  return [
    minor('on-used-connection.none', 'no credentials on the connection of the right ones', (request) => request, after),
    minor('on-used-connection.other-signature', 'a wrong signature on the connection of a right one', wrong, after),
  ];
}

/** The body that is sent has a blank more than the one that was signed. */
function changed(signing: Signing): Sign {
  return (request: WireRequest) => {
    const right = signed(signing)(request);
    return { ...right, body: Buffer.concat([request.body ?? Buffer.alloc(0), Buffer.from(' ')]) };
  };
}

/** The right parameters with another value of one. */
export function set(right: OAuthParameters, name: string, value: string): OAuthParameters {
  return new Map(right).set(`oauth_${name}`, value);
}

function without(name: string): { parameters: (right: OAuthParameters) => OAuthParameters } {
  return { parameters: (right) => new Map([...right].filter(([given]) => given !== `oauth_${name}`)) };
}

function hashOf(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('base64');
}

/** A signature with one bit flipped. */
export function flipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString('base64');
}
