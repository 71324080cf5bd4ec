import { schemeOf } from '../auth/schemes.ts';
import type { Profile } from '../spec-loader/types.ts';

/** Variables that concern the run, whatever the vendor. */
export const RUN_NAMES = [
  'CONFORMANCE_TIMEOUT_MS',
  'CONFORMANCE_ALLOW_DELETE',
  'CONFORMANCE_ALLOW_PRODUCTION',
  'CONFORMANCE_SPECS',
  'CONFORMANCE_OPTIONS',
  'CONFORMANCE_DEBUG',
] as const;

interface CredentialNames {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const DECLARATIONS = [
  'ENCRYPTION_CERT',
  'ENCRYPTION_FINGERPRINT',
  'CARD_RANGES',
  'USER_IDS',
  'USER_IDS_FILE',
  'CREATE_USER_COMMAND',
  'MAX_USERS',
  'HEADERS',
  'CA_CERT',
  'CLIENT_CERT',
  'CLIENT_KEY',
  'CLIENT_KEY_PASSWORD',
  'OBSERVE',
  'OBSERVE_COMMAND',
  'SETTLE_MS',
  'DELETION_DEADLINE_MS',
] as const;

export type Tenant = 'own' | 'other';

/** What every variable of a vendor begins with. */
export function prefixOf(profile: Profile, tenant: Tenant = 'own'): string {
  return `${profile.env}_${tenant === 'other' ? 'OTHER_' : ''}`;
}

/** The variables of one tenant's credentials, by what the scheme of authentication asks for. */
export function credentialNames(profile: Profile, tenant: Tenant): CredentialNames {
  const prefix = prefixOf(profile, tenant);
  const variables = schemeOf(profile.auth).variables(profile.auth);
  const named = (isOptional: boolean): string[] =>
    variables.filter(({ optional = false }) => optional === isOptional).map(({ suffix }) => prefix + suffix);
  return { required: named(false), optional: named(true) };
}

/** The variable of a further host. */
export function furtherName(profile: Profile, host: string): string {
  return `${prefixOf(profile)}${host}_URL`;
}

/** Every variable that means something for a vendor. */
export function knownNames(profile: Profile): string[] {
  const prefix = prefixOf(profile);
  const credentials = (['own', 'other'] as const).map((tenant) => credentialNames(profile, tenant));
  return [
    `${prefix}BASE_URL`,
    ...Object.keys(profile.hosts.further ?? {}).map((host) => furtherName(profile, host)),
    ...credentials.flatMap(({ required, optional }) => [...required, ...optional]),
    ...DECLARATIONS.map((name) => prefix + name),
  ];
}

/** `A`, `A and B`, `A, B and C`. */
export function enumerate(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** `A is`, `A and B are`. */
export function nameAndVerb(names: readonly string[]): string {
  return `${enumerate(names)} ${names.length === 1 ? 'is' : 'are'}`;
}
