import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { EdgeConfig } from './edge-config.ts';
import { named, type BaseConfig, type Scheme } from './scheme.ts';
import { NOT_IN_SHELL } from './shell-values.ts';
import { loadSigningKey } from './signing-key.ts';
import { prepareUnregisteredKey } from './unregistered-key.ts';
import { nearConsumerKeys } from './near-consumer-keys.ts';
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

/** A consumer key with the RSA key that signs for it. */
export interface OAuth1Credentials {
  readonly scheme: 'oauth1';
  readonly consumerKey: string;
  /** The RSA private key as unencrypted PEM, as `loadSigningKey` returns it. */
  readonly privateKeyPem: string;
  /** Password of the key file: never used here, but as secret as the key. */
  readonly password?: string;
  readonly names: { readonly consumerKey: string; readonly privateKeyPem: string; readonly password?: string };
}

export interface OAuth1Config extends BaseConfig {
  readonly scheme: 'oauth1';
}

/** One-legged OAuth 1.0a with an RSA key. */
export const oauth1: Scheme<OAuth1Config, OAuth1Credentials> = {
  name: 'oauth1',
  variables: () => [
    { suffix: 'CONSUMER_KEY', holds: 'public' },
    { suffix: 'SIGNING_KEY', holds: 'file' },
    { suffix: 'SIGNING_KEY_PASSWORD', holds: 'secret', optional: true },
    { suffix: 'SIGNING_KEY_ALIAS', holds: 'public', optional: true },
  ],
  read({ name, value }) {
    const names = {
      path: name('SIGNING_KEY'),
      password: name('SIGNING_KEY_PASSWORD'),
      alias: name('SIGNING_KEY_ALIAS'),
    };
    const [path = '', password, alias] = [
      value('SIGNING_KEY'),
      value('SIGNING_KEY_PASSWORD'),
      value('SIGNING_KEY_ALIAS'),
    ];
    const source = {
      ...{ path, names },
      ...(password === undefined ? {} : { password }),
      ...(alias === undefined ? {} : { alias }),
    };
    return {
      scheme: 'oauth1',
      consumerKey: value('CONSUMER_KEY') ?? '',
      privateKeyPem: loadSigningKey(source),
      ...(password === undefined ? {} : { password }),
      names: {
        consumerKey: name('CONSUMER_KEY'),
        privateKeyPem: names.path,
        ...(password === undefined ? {} : { password: names.password }),
      },
    };
  },
  authenticator: (config, { own, other, clock, source }) => oauth1Authenticator(own, other, clock, source, config),
  secretsOf,
  callerOf: ({ consumerKey }) => consumerKey,
  inShell: () => NOT_IN_SHELL,
  standIn: (names, secret, signs) => ({
    scheme: 'oauth1',
    consumerKey: secret(),
    privateKeyPem: signs ? rsaKey() : anyKey(),
    ...(names.password === undefined ? {} : { password: secret() }),
    names: {
      consumerKey: named(names, 'consumerKey'),
      privateKeyPem: named(names, 'privateKeyPem'),
      ...(names.password === undefined ? {} : { password: names.password }),
    },
  }),
  placesOf: () => ({ headers: ['Authorization'], callerInQuery: 'oauth_consumer_key' }),
  signed: true,
};

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What it signs is checked by nobody. */
const rsaKey = (): string => pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/** Signs nothing, so it may be of the kind that is made at once. */
const anyKey = (): string => pem(generateKeyPairSync('ed25519').privateKey);

/**
 * One-legged OAuth 1.0a (RFC 5849) with RSA-SHA256 and body hash (draft-eaton-oauth-bodyhash), signed as the official
 * signers do. Timestamps come from `clock`.
 *
 * `invalidCredentials` are new with every access: the one that replays a nonce remembers it, and checks run side by side.
 */
function oauth1Authenticator(
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
    nearConsumerKeys: nearConsumerKeys(own.consumerKey, other?.consumerKey, source),
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

/** Two issuers that share a key cannot be distinguished by it. */
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
