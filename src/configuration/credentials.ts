import { KeyError } from '../auth/key-file.ts';
import { schemeOf, type Credentials } from '../auth/schemes.ts';
import { ConfigurationError } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';
import type { Environment } from './environment.ts';
import { credentialNames, nameAndVerb, prefixOf, type Tenant } from './variables.ts';

/**
 * One tenant's credentials; nothing where none of their variables is set.
 * @throws ConfigurationError where they are set in part, or cannot be used; it names variables, never values.
 */
export function readCredentials(profile: Profile, tenant: Tenant, environment: Environment): Credentials | undefined {
  const { required, optional } = credentialNames(profile, tenant);
  const set = [...required, ...optional].filter((name) => environment[name] !== undefined);
  if (set.length === 0) return undefined;
  const missing = required.filter((name) => environment[name] === undefined);
  if (missing.length > 0)
    throw new ConfigurationError(`${nameAndVerb(set)} set but ${nameAndVerb(missing)} not: set all of them or none.`);
  for (const name of set)
    if (/\p{Cc}/u.test(environment[name] ?? ''))
      throw new ConfigurationError(
        `${name} holds a line break or another control character: set it to the bare value.`,
      );
  return credentialsOf(profile, prefixOf(profile, tenant), environment);
}

/** @throws ConfigurationError where the second tenant is the first one: nothing could be learnt from it. */
export function checkOtherTenant(profile: Profile, environment: Environment): void {
  const [own = ''] = credentialNames(profile, 'own').required;
  const [other = ''] = credentialNames(profile, 'other').required;
  if (environment[other] !== undefined && environment[own] === environment[other])
    throw new ConfigurationError(`${other} is the same as ${own}: give the credentials of another tenant, or none.`);
}

function credentialsOf({ auth }: Profile, prefix: string, environment: Environment): Credentials {
  const name = (suffix: string) => prefix + suffix;
  const value = (suffix: string) => environment[name(suffix)];
  return asConfigurationError(() => schemeOf(auth).read({ name, value }, auth));
}

/** A key file's mistake is a mistake of the configuration. */
export function asConfigurationError<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (error instanceof KeyError) throw new ConfigurationError(error.message);
    throw error;
  }
}
