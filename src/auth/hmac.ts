import { randomUUID } from 'node:crypto';
import { derivedSecrets } from './derived-secrets.ts';
import { hmacInvalidCredentials, usesKeyId } from './hmac-invalid.ts';
import { holdsSignature, signedByHmac, type HmacSigning } from './hmac-signing.ts';
import { checkDescription, partsOf, type HmacDescription } from './hmac-string.ts';
import { named, type AuthenticatorInput, type BaseConfig, type Scheme } from './scheme.ts';
import { NOT_IN_SHELL } from './shell-values.ts';
import { remembering, type SignedWith } from './signed-with.ts';
import { similarSecrets, similarValues } from './similar-values.ts';
import type { WireRequest } from '../http/types.ts';
import type { Authenticator, InvalidCredentials } from './types.ts';

export interface HmacConfig extends BaseConfig, HmacDescription {
  readonly scheme: 'hmac';
}

/** A secret that signs, and the id by which the vendor finds it. */
export interface HmacCredentials {
  readonly scheme: 'hmac';
  /** Empty where the description has no place for it. */
  readonly keyId: string;
  readonly secret: string;
  readonly names: { readonly secret: string; readonly keyId: string };
}

/** HMAC (RFC 2104) of a string that the profile describes. */
export const hmac: Scheme<HmacConfig, HmacCredentials> = {
  name: 'hmac',
  variables: (config) => [
    ...(usesKeyId(config) ? ([{ suffix: 'KEY_ID', holds: 'public' }] as const) : []),
    { suffix: 'SECRET', holds: 'secret' },
  ],
  read: ({ name, value }) => ({
    scheme: 'hmac',
    keyId: value('KEY_ID') ?? '',
    secret: value('SECRET') ?? '',
    names: { secret: name('SECRET'), keyId: name('KEY_ID') },
  }),
  authenticator: (config, input) => hmacAuthenticator(config, input),
  secretsOf: ({ keyId, secret, names }) => [{ name: names.secret, value: secret, id: keyId }],
  callerOf: ({ keyId }) => (keyId === '' ? undefined : keyId),
  inShell: () => NOT_IN_SHELL,
  standIn: (names, secret) => ({
    scheme: 'hmac',
    keyId: secret(),
    secret: secret(),
    names: { secret: named(names, 'secret'), keyId: named(names, 'keyId') },
  }),
  placesOf: (config) => {
    const headers = Object.keys(config.headers);
    return { headers, proofs: headers.filter((name) => holdsSignature(config, name)) };
  },
  signed: true,
};

function hmacAuthenticator(
  config: HmacConfig,
  { own, other, clock, source }: AuthenticatorInput<HmacCredentials>,
): Authenticator {
  checkDescription(config);
  const unlike = (value: string, taken: string | undefined): string =>
    similarValues(value, source, 3).find((one) => one !== taken) ?? 'unknown';
  const signing: HmacSigning = {
    description: config,
    keyId: own.keyId,
    secret: own.secret,
    unknown: { keyId: unlike(own.keyId, other?.keyId), secret: unlike(own.secret, other?.secret) },
    otherSecret: other && other.secret !== own.secret ? other.secret : undefined,
    now: () => clock.now(),
    nonce: randomUUID,
    source,
    edge: config,
  };
  const { truncated, otherCase } = similarSecrets(own.secret, source);
  const secrets = [
    ...[own, ...(other ? [other] : [])].flatMap((one) => hmac.secretsOf(one)),
    ...derivedSecrets(own.names.secret, [truncated[0], otherCase[0]]),
  ];
  return authenticatorOf(signing, secrets, own.names.secret);
}

function authenticatorOf(signing: HmacSigning, secrets: Authenticator['secrets'], variable: string): Authenticator {
  const made = {
    variable,
    headers: Object.keys(signing.description.headers),
    reads: partsOf(signing.description.string).flatMap((part) => /^header:(.*)$/.exec(part)?.[1] ?? []),
  };
  return {
    scheme: 'hmac',
    secrets,
    sign: remembering(signedByHmac(signing), made),
    withNonces: (nonce) => authenticatorOf({ ...signing, nonce }, secrets, variable),
    // New with every access: the one that replays a nonce remembers it, and checks run side by side.
    get invalidCredentials() {
      return hmacInvalidCredentials(signing).map((one) => remembered(one, made));
    },
  };
}

/** The same invalid credentials, whose requests can be made again by their name. */
function remembered(invalid: InvalidCredentials, made: Omit<SignedWith, 'given'>): InvalidCredentials {
  const { name, prepare } = invalid;
  const sign = invalid.sign && ((request: WireRequest) => invalid.sign?.(request) ?? request);
  return {
    ...invalid,
    ...(sign ? { sign: remembering(sign, { ...made, name }) } : {}),
    ...(prepare ? { prepare: remembering(prepare, { ...made, name, isPreparation: true }) } : {}),
  };
}
