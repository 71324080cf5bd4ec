import type { Profile } from '../spec-loader/types.ts';
import { parseBaseUrl, withoutTrailingSlash } from './base-url.ts';
import type { Environment } from './environment.ts';
import type { FurtherHost, Target } from './types.ts';
import { furtherName } from './variables.ts';

/**
 * The further hosts of a vendor that the operator has named; calls of the others go to the base URL.
 * @throws ConfigurationError that names the variable of what is no URL
 */
export function readFurtherHosts(profile: Profile, environment: Environment): FurtherHost[] {
  return Object.entries(profile.hosts.further ?? {}).flatMap(([host, operations]) => {
    const variable = furtherName(profile, host);
    const value = environment[variable];
    if (value === undefined) return [];
    return [{ variable, baseUrl: withoutTrailingSlash(parseBaseUrl(value, variable)), operations }];
  });
}

/** Where an operation of the contract is sent. */
export function baseUrlOf({ baseUrl, further = [] }: Pick<Target, 'baseUrl' | 'further'>, operation?: string): string {
  return (
    further.find(({ operations }) => operation !== undefined && operations.includes(operation))?.baseUrl ?? baseUrl
  );
}
