import { createAuthenticator } from '../auth/index.ts';
import { schemeOf } from '../auth/schemes.ts';
import { systemClock } from '../clock.ts';
import { ConfigurationError, didYouMean } from '../errors.ts';
import type { Redacted } from '../evidence/redacted.ts';
import type { WireRequest } from '../http/types.ts';
import { newRunSecret, randomOf } from '../run/run-secret.ts';
import { readTargets, type Environment, type Target } from '../configuration/index.ts';
import type { Authenticator } from '../auth/types.ts';
import { boundary } from './redaction.ts';
import { readCatalogue } from './vendors.ts';

/** One request that is signed. */
export interface SignOptions {
  readonly vendor: string;
  readonly method: string;
  readonly url: string;
  readonly body?: Buffer;
  /** Headers that are signed: `Content-Type: application/json`. */
  readonly headers?: readonly string[];
  /** Whether the second tenant signs. */
  readonly other?: true;
  /** Name of invalid credentials or of a variant; absent: signed rightly. */
  readonly invalid?: string;
  readonly nonce?: string;
  /** Seconds since the epoch. */
  readonly timestamp?: string;
}

/**
 * The Authorization value of one request, signed with the configured credentials; where a scheme writes other headers,
 * its header lines. It holds for its moment only, and no secret is in it.
 * @throws ConfigurationError for a vendor that is not configured or whose credentials a shell can write, and for what cannot be signed
 */
export function signedValue(options: SignOptions, environment: Environment): Redacted<string> {
  const { vendor, method, url, body, nonce } = options;
  if (!URL.canParse(url)) throw new ConfigurationError(`--url takes a whole URL, not "${url}".`);
  if (!/^[!#$%&'*+.^_\x60|~\w-]+$/.test(method)) throw new ConfigurationError(`--method ${method} is no HTTP method.`);
  const plain = authenticatorOf(options, environment);
  const authenticator = nonce === undefined ? plain : (plain.withNonces?.(() => nonce) ?? plain);
  const request: WireRequest = { method, url, headers: headersOf(options), ...(body ? { body } : {}) };
  const signed = signerOf(authenticator, options.invalid)(request);
  const lines = signed.headers.filter((line) => !request.headers.includes(line));
  const [first] = lines;
  if (!first)
    throw new ConfigurationError(
      `${options.invalid ?? vendor} sends no Authorization header: leave it out of the call.`,
    );
  const isValue = isAuthorizationAlone(options, environment);
  return boundary.text(isValue ? first[1] : lines.map(([name, value]) => `${name}: ${value}`).join('\n'));
}

/** Whether the scheme of a vendor writes one Authorization header and nothing else. */
function isAuthorizationAlone({ vendor }: SignOptions, environment: Environment): boolean {
  const auth = readCatalogue(environment).profiles.find(({ name }) => name === vendor)?.profile.auth;
  return auth !== undefined && schemeOf(auth).placesOf(auth).headers.join().toLowerCase() === 'authorization';
}

function headersOf({ headers = [] }: SignOptions): (readonly [string, string])[] {
  return headers.map((line) => {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new ConfigurationError(`--header takes "Name: value", not "${line}".`);
    return [name, value] as const;
  });
}

function authenticatorOf({ vendor, other, timestamp }: SignOptions, environment: Environment): Authenticator {
  const { profiles } = readCatalogue(environment);
  const target = targetFrom(vendor, environment);
  const { auth, env } = profiles.find(({ name }) => name === vendor)?.profile ?? {};
  const variables = `${env ?? ''}_OTHER_…`;
  if (!auth || !schemeOf(auth).signed)
    throw new ConfigurationError(
      `${vendor} takes no signature: a shell writes its credentials, as in the curl lines of a report.`,
    );
  const credentials = other ? target.other : target.credentials;
  if (!credentials) throw new ConfigurationError(`--other takes the credentials of a second tenant: set ${variables}.`);
  const clock = timestamp === undefined ? systemClock : { now: () => secondsOf(timestamp) * 1000 };
  const second = other ? target.credentials : target.other;
  return createAuthenticator(auth, credentials, second, clock, randomOf(newRunSecret()).wrongCredentials);
}

function targetFrom(vendor: string, environment: Environment): Target {
  const selection = readTargets({
    environment,
    profiles: readCatalogue(environment).profiles,
    vendors: [vendor],
    sandbox: false,
    hasSandbox: () => true,
    allowHazardous: false,
  });
  const target = selection.kind === 'configured' ? selection.targets[0] : undefined;
  if (!target)
    throw new ConfigurationError(`sign takes the credentials of a configured target, and ${vendor} is not configured.`);
  return target;
}

function secondsOf(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new ConfigurationError(`--timestamp takes seconds since 1970, not "${text}".`);
}

function signerOf(authenticator: Authenticator, name: string | undefined): (request: WireRequest) => WireRequest {
  if (name === undefined) return (request) => authenticator.sign(request);
  const { invalidCredentials, variants = [] } = authenticator;
  const known = [...invalidCredentials, ...variants].map((one) => one.name);
  if (!known.includes(name))
    throw new ConfigurationError(
      `--invalid ${name} is unknown${didYouMean(name, known) || '.'} Known are ${known.join(', ')}.`,
    );
  const variant = variants.find((one) => one.name === name);
  if (variant) return (request) => variant.sign(request);
  const invalid = invalidCredentials.find((one) => one.name === name);
  if (invalid?.prepare)
    throw new ConfigurationError(
      `--invalid ${name} takes two requests: sign both rightly, with the same --nonce and --timestamp.`,
    );
  if (!invalid?.sign)
    throw new ConfigurationError(`--invalid ${name} takes the credentials of a second tenant: set them.`);
  return (request) => invalid.sign?.(request) ?? request;
}
