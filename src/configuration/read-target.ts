import { schemeOf } from '../auth/schemes.ts';
import { createPayloadEncryption, type PayloadEncryptionSource } from '../auth/payload-encryption.ts';
import { ConfigurationError } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';
import { isLoopback } from '../http/host.ts';
import { parseBaseUrl, withoutTrailingSlash } from './base-url.ts';
import { publicConfiguration } from './public-configuration.ts';
import { asConfigurationError, checkOtherTenant, readCredentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import { requireConsent, isProductionHost } from './consent.ts';
import { readFurtherHosts } from './further-hosts.ts';
import { parseHeaders } from './headers.ts';
import { credentialNames, enumerate, knownNames, nameAndVerb, prefixOf } from './variables.ts';
import { readTls } from './tls.ts';
import type { Target } from './types.ts';
import { readCommand, readObservation } from './operator-commands.ts';
import { readUserIds } from './user-ids.ts';
import { readCardRanges, readNumber } from './parse-value.ts';

const MAX_USERS_ON_LOOPBACK = 1000;
const MAX_USERS_ELSEWHERE = 100;
const SETTLE_MS = 5000;
const TIMEOUT_MS = 10_000;
/** More can only be a slip. */
const MOST_USERS = 1_000_000;

/**
 * Makes a typed target of one vendor's variables: the operator's, or those of a sandbox with `<V>_BASE_URL` added.
 * @param allowHazardous whether `--allow-hazardous` was given; it only widens what the guard warns of
 * @throws ConfigurationError with one sentence: which variable, what is wrong with it, what to do. Never a value.
 */
export function readTarget(
  profile: Profile,
  environment: Environment,
  kind: Target['kind'],
  vendorName: string,
  allowHazardous = false,
): Target {
  const name = (suffix: string) => prefixOf(profile) + suffix;
  const url = parseBaseUrl(requireBaseUrl(profile, environment), name('BASE_URL'));
  const credentials = readCredentials(profile, 'own', environment);
  if (!credentials)
    throw new ConfigurationError(
      `${name('BASE_URL')} is set but ${nameAndVerb(credentialNames(profile, 'own').required)} not: ` +
        'set the credentials too, or unset the base URL.',
    );
  const other = readCredentials(profile, 'other', environment);
  checkOtherTenant(profile, environment);
  const further = readFurtherHosts(profile, environment);
  const hosts = [
    { variable: name('BASE_URL'), url },
    ...further.map(({ variable, baseUrl }) => ({ variable, url: new URL(baseUrl) })),
  ];
  const loopback = hosts.every((one) => isLoopback(one.url.hostname));
  const userIds = readUserIds(environment, prefixOf(profile));
  const { observe, observeCommand } = readObservation(environment, prefixOf(profile));
  const createUserCommand = readCommand(environment, name('CREATE_USER_COMMAND'));
  if (userIds && createUserCommand !== undefined)
    throw new ConfigurationError(
      `${name('CREATE_USER_COMMAND')} creates users although others are offered: set one of them.`,
    );
  const cardRanges = readCardRanges(environment, name('CARD_RANGES'));
  const encryption = readEncryption(profile, environment);
  const tls = readTls(environment, prefixOf(profile));
  const target: Target = {
    vendor: vendorName,
    kind,
    baseUrl: withoutTrailingSlash(url),
    ...(further.length > 0 && { further }),
    loopback,
    production: hosts.some((one) => isProductionHost(profile, one.url)),
    credentials,
    ...(other && { other }),
    headers: readHeaders(profile, environment),
    ...(tls && { tls }),
    ...(userIds && { userIds }),
    maxUsers: readNumber(environment, name('MAX_USERS'), {
      byDefault: loopback ? MAX_USERS_ON_LOOPBACK : MAX_USERS_ELSEWHERE,
      max: MOST_USERS,
    }),
    ...(observe && { observe }),
    ...(observeCommand !== undefined && { observeCommand }),
    ...(createUserCommand !== undefined && { createUserCommand }),
    settleMs: readNumber(environment, name('SETTLE_MS'), { byDefault: SETTLE_MS }),
    deadlineMs: readNumber(environment, name('DELETION_DEADLINE_MS'), { byDefault: profile.deletion.deadlineMs }),
    timeoutMs: readNumber(environment, 'CONFORMANCE_TIMEOUT_MS', { byDefault: TIMEOUT_MS, min: 1 }),
    ...(cardRanges && { cardRanges }),
    ...(encryption && { encryption }),
    configuration: publicConfiguration(profile, environment),
  };
  // Last: an operator who is asked for consent should have nothing else left to put right.
  for (const host of hosts) requireConsent(profile, host, environment, allowHazardous);
  return target;
}

function requireBaseUrl(profile: Profile, environment: Environment): string {
  const variable = `${prefixOf(profile)}BASE_URL`;
  const value = environment[variable];
  if (value !== undefined) return value;
  const set = knownNames(profile).filter((name) => environment[name] !== undefined);
  throw new ConfigurationError(
    set.length === 0
      ? `${variable} is not set: set it to the base URL of the target.`
      : `${nameAndVerb(set)} set but ${variable} is not: set it to the base URL of the target, ` +
          `or unset ${enumerate(set)}; --sandbox judges the embedded sandbox whatever is set.`,
  );
}

function readHeaders(profile: Profile, environment: Environment): [string, string][] {
  const variable = `${prefixOf(profile)}HEADERS`;
  const text = environment[variable];
  const { auth } = profile;
  return text === undefined ? [] : parseHeaders(text, variable, schemeOf(auth).placesOf(auth).headers);
}

function readEncryption(profile: Profile, environment: Environment): PayloadEncryptionSource | undefined {
  const names = { certificatePath: `${prefixOf(profile)}ENCRYPTION_CERT` };
  const fingerprintName = `${prefixOf(profile)}ENCRYPTION_FINGERPRINT`;
  const { [names.certificatePath]: certificatePath, [fingerprintName]: fingerprint } = environment;
  if (certificatePath === undefined) {
    if (fingerprint === undefined) return undefined;
    throw new ConfigurationError(
      `${fingerprintName} is set but ${names.certificatePath} is not: set both, or the latter alone.`,
    );
  }
  const source = { certificatePath, names, ...(fingerprint === undefined ? {} : { fingerprint }) };
  asConfigurationError(() => createPayloadEncryption(source)); // Refused before anything is sent.
  return source;
}
