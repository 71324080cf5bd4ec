import { win32 } from 'node:path';
import type { Profile } from '../spec-loader/types.ts';
import { publicUrl } from '../http/public-url.ts';
import { parseBaseUrl } from './base-url.ts';
import type { Environment } from './environment.ts';
import { knownNames, prefixOf, RUN_NAMES } from './variables.ts';

/**
 * Behind a vendor's prefix, with or without `OTHER_`. Ids, consumer keys and aliases identify and stay readable; commands
 * may hold anything.
 */
const SECRET =
  /^(?:OTHER_)?(?:SECRET|TOKEN|API_KEY|SIGNING_KEY_PASSWORD|CLIENT_KEY_PASSWORD|HEADERS|CREATE_USER_COMMAND|OBSERVE_COMMAND)$/;
const PATH = /^(?:(?:OTHER_)?SIGNING_KEY|ENCRYPTION_CERT|USER_IDS_FILE|CA_CERT|CLIENT_CERT|CLIENT_KEY)$/;

/**
 * What a report says of the variables that were set: secrets as `[redacted]`, a base URL without userinfo and the values of its query,
 * files by their bare name, for a report holds no path of the machine it was made on.
 */
export function publicConfiguration(profile: Profile, environment: Environment): Record<string, string> {
  const entries = [...knownNames(profile), ...RUN_NAMES].flatMap((name): [string, string][] => {
    const value = environment[name];
    return value === undefined ? [] : [[name, shown(name, name.slice(prefixOf(profile).length), value)]];
  });
  return Object.fromEntries(entries);
}

function shown(name: string, suffix: string, value: string): string {
  if (name === 'CONFORMANCE_SPECS') return fileName(value);
  if ((RUN_NAMES as readonly string[]).includes(name)) return value;
  if (suffix === 'BASE_URL') return publicUrl(parseBaseUrl(value, name).href);
  if (SECRET.test(suffix)) return '[redacted]';
  return PATH.test(suffix) ? fileName(value) : value;
}

/** The Windows flavour splits at both kinds of slash. */
function fileName(path: string): string {
  return win32.basename(path);
}
