import { ConfigurationError, didYouMean } from '../errors.ts';
import { apiKey } from './api-key.ts';
import { basic } from './basic.ts';
import { bearer } from './bearer.ts';
import { clientCredentials } from './client-credentials.ts';
import { hmac } from './hmac.ts';
import { oauth1 } from './oauth1.ts';
import type { Scheme } from './scheme.ts';

/** Every scheme of authentication. Its section of `specs/profile.schema.json` has the same name. */
export const SCHEMES = [basic, bearer, apiKey, oauth1, hmac, clientCredentials] as const;

type Listed = (typeof SCHEMES)[number];

/** A scheme as a profile states it. */
export type SchemeConfig = Parameters<Listed['placesOf']>[0];

/** What a target authenticates with, resolved to values. */
export type Credentials = ReturnType<Listed['read']>;

/**
 * The scheme of that name.
 * @throws ConfigurationError where there is none
 */
export function schemeOf({ scheme }: { readonly scheme: string }): Scheme<SchemeConfig, Credentials> {
  const found = (SCHEMES as readonly Scheme<SchemeConfig, Credentials>[]).find(({ name }) => name === scheme);
  if (found) return found;
  const names = SCHEMES.map(({ name }) => name);
  throw new ConfigurationError(
    `no scheme of authentication is named "${scheme}"${didYouMean(scheme, names) || '.'} There are ${names.join(', ')}.`,
  );
}

/** How a shell writes these credentials and their near forms. */
export const credentialVariables = (credentials: Credentials) => schemeOf(credentials).inShell(credentials);

/** What names the caller and is no secret: the client id, the consumer key; undefined where the scheme has none. */
export const callerOf = (credentials: Credentials): string | undefined => schemeOf(credentials).callerOf(credentials);
