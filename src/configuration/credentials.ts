import type { Credentials } from '../auth/credentials.ts';
import { KeyError, loadSigningKey } from '../auth/signing-key.ts';
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
  const value = (suffix: string) => environment[name(suffix)] ?? '';
  switch (auth.scheme) {
    case 'basic':
      if (value('CLIENT_ID').includes(':'))
        throw new ConfigurationError(
          `${name('CLIENT_ID')} holds a colon, which HTTP Basic cannot carry in an id: correct it.`,
        );
      return {
        scheme: 'basic',
        id: value('CLIENT_ID'),
        secret: value('SECRET'),
        names: { id: name('CLIENT_ID'), secret: name('SECRET') },
      };
    case 'bearer':
      return { scheme: 'bearer', token: value('TOKEN'), names: { token: name('TOKEN') } };
    case 'apiKey':
      return { scheme: 'apiKey', key: value('API_KEY'), names: { key: name('API_KEY') } };
    case 'oauth1': {
      const names = {
        path: name('SIGNING_KEY'),
        password: name('SIGNING_KEY_PASSWORD'),
        alias: name('SIGNING_KEY_ALIAS'),
      };
      const { [names.password]: password, [names.alias]: alias } = environment;
      const source = {
        path: value('SIGNING_KEY'),
        names,
        ...(password === undefined ? {} : { password }),
        ...(alias === undefined ? {} : { alias }),
      };
      return {
        scheme: 'oauth1',
        consumerKey: value('CONSUMER_KEY'),
        privateKeyPem: asConfigurationError(() => loadSigningKey(source)),
        ...(password === undefined ? {} : { password }),
        names: {
          consumerKey: name('CONSUMER_KEY'),
          privateKeyPem: names.path,
          ...(password === undefined ? {} : { password: names.password }),
        },
      };
    }
  }
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
