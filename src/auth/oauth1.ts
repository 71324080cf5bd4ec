import { createPrivateKey } from 'node:crypto';
import type { EdgeConfig, OAuth1Credentials } from './credentials.ts';
import { prepareUnregisteredKey } from './unregistered-key.ts';
import { similarValues } from './similar-values.ts';
import { rfcAuthorizationValue, rfcBaseString } from './oauth1-rfc-encoding.ts';
import { parametersOf, rsaSignature } from './oauth1-signature.ts';
import { signed, type Sign, type Signing } from './oauth1-signing.ts';
import { writtenForms } from './oauth1-written.ts';
import { oauth1InvalidCredentials } from './oauth1-invalid.ts';
import { remembering } from './signed-with.ts';
import type { Authenticator, InvalidCredentials, Secret } from './types.ts';
import { withAuthorization } from './with-header.ts';
import type { Clock } from '../clock.ts';
import type { WireRequest } from '../http/types.ts';

/**
 * One-legged OAuth 1.0a (RFC 5849) with RSA-SHA256 and body hash (draft-eaton-oauth-bodyhash), signed as the official
 * signers do. Timestamps come from `clock`.
 *
 * `invalidCredentials` are new with every access: the one that replays a nonce remembers it, and checks run side by side.
 */
export function oauth1Authenticator(
  own: OAuth1Credentials,
  other: OAuth1Credentials | undefined,
  clock: Pick<Clock, 'now'>,
  source: string,
  edge: EdgeConfig = {},
): Authenticator {
  const key = createPrivateKey(own.privateKeyPem);
  prepareUnregisteredKey(key);
  const signing: Signing = {
    consumerKey: own.consumerKey,
    unknownConsumerKey: unknownLike(own.consumerKey, other?.consumerKey, source),
    key,
    other: other && otherIssuer(own, other),
    now: () => clock.now(),
    source,
    edge,
  };
  return authenticatorOf(signing, [own, ...(other ? [other] : [])].flatMap(secretsOf), own.names.consumerKey);
}

function authenticatorOf(signing: Signing, secrets: readonly Secret[], variable: string): Authenticator {
  return {
    scheme: 'oauth1',
    secrets,
    sign: remembering(signed(signing), { variable }),
    withNonces: (nonce) => authenticatorOf({ ...signing, nonce }, secrets, variable),
    get invalidCredentials() {
      return oauth1InvalidCredentials(signing).map((one) => remembered(one, variable));
    },
    variants: [
      {
        name: RFC_ENCODING,
        description: 'base string and header encoded exactly as in RFC 5849',
        sign: remembering(signDoubleEncoded(signing), { variable, name: RFC_ENCODING }),
      },
      ...writtenForms(signing),
    ],
    // curl cannot sign: the value has to come from a signer, fresh for each request.
    curl: ['-H', '"Authorization: $OAUTH1_AUTHORIZATION"'],
  };
}

const RFC_ENCODING = 'credentials.rfc-encoding';

/** The same invalid credentials, whose requests can be made again by their name. */
function remembered(invalid: InvalidCredentials, variable: string): InvalidCredentials {
  const { name, prepare } = invalid;
  const sign = invalid.sign && ((request: WireRequest) => invalid.sign?.(request) ?? request);
  return {
    ...invalid,
    ...(sign ? { sign: remembering(sign, { variable, name }) } : {}),
    ...(prepare ? { prepare: remembering(prepare, { variable, name, isPreparation: true }) } : {}),
  };
}

function signDoubleEncoded(signing: Signing): Sign {
  return (request) => {
    const parameters = parametersOf(request, signing);
    const signature = rsaSignature(rfcBaseString(request, parameters), signing.key);
    return withAuthorization(request, rfcAuthorizationValue(parameters, signature));
  };
}

const unknownLike = (own: string, other: string | undefined, source: string): string =>
  similarValues(own, source, 3).find((candidate) => candidate !== other) ?? 'unknown';

/** Two issuers that share a key cannot be told apart by it. */
function otherIssuer(own: OAuth1Credentials, other: OAuth1Credentials): NonNullable<Signing['other']> {
  const otherKey = createPrivateKey(other.privateKeyPem);
  const isSame = createPrivateKey(own.privateKeyPem).equals(otherKey);
  return { consumerKey: other.consumerKey, ...(isSame ? {} : { key: otherKey }) };
}

function secretsOf({ privateKeyPem, password, names }: OAuth1Credentials): Secret[] {
  return [
    { name: names.privateKeyPem, value: privateKeyPem },
    ...(password ? [{ name: names.password ?? `${names.privateKeyPem}_PASSWORD`, value: password }] : []),
  ];
}
