import { win32 } from 'node:path';
import { schemeOf } from '../auth/schemes.ts';
import type { Profile } from '../spec-loader/types.ts';
import { publicUrl } from '../http/public-url.ts';
import { parseBaseUrl } from './base-url.ts';
import type { Environment } from './environment.ts';
import { furtherName, knownNames, prefixOf, RUN_NAMES } from './variables.ts';

/** Behind a vendor's prefix. Commands may hold anything. */
const SECRET = /^(?:CLIENT_KEY_PASSWORD|HEADERS|CREATE_USER_COMMAND|OBSERVE_COMMAND)$/;
const PATH = /^(?:ENCRYPTION_CERT|USER_IDS_FILE|CA_CERT|CLIENT_CERT|CLIENT_KEY)$/;

/**
 * What a report states about the variables that were set: secrets as `[redacted]`, a base URL without userinfo and the values of its query,
 * files by their bare name, for a report holds no path of the machine it was made on.
 */
export function publicConfiguration(profile: Profile, environment: Environment): Record<string, string> {
  const entries = [...knownNames(profile), ...RUN_NAMES].flatMap((name): [string, string][] => {
    const value = environment[name];
    return value === undefined ? [] : [[name, shown(profile, name, value)]];
  });
  return Object.fromEntries(entries);
}

function shown(profile: Profile, name: string, value: string): string {
  const suffix = name.slice(prefixOf(profile).length);
  const ofScheme = schemeOf(profile.auth)
    .variables(profile.auth)
    .find((one) => one.suffix === suffix.replace(/^OTHER_/, ''));
  if (name === 'CONFORMANCE_SPECS') return fileName(value);
  if ((RUN_NAMES as readonly string[]).includes(name)) return value;
  if (suffix === 'BASE_URL' || isFurther(profile, name)) return publicUrl(parseBaseUrl(value, name).href);
  if (SECRET.test(suffix) || ofScheme?.holds === 'secret') return '[redacted]';
  return PATH.test(suffix) || ofScheme?.holds === 'file' ? fileName(value) : value;
}

function isFurther(profile: Profile, name: string): boolean {
  return Object.keys(profile.hosts.further ?? {}).some((host) => furtherName(profile, host) === name);
}

/** The Windows flavour splits at both kinds of slash. */
function fileName(path: string): string {
  return win32.basename(path);
}
