import { apiKeyAuthenticator } from './api-key.ts';
import { basicAuthenticator } from './basic.ts';
import { bearerAuthenticator } from './bearer.ts';
import type { Credentials, SchemeConfig } from './credentials.ts';
import { oauth1Authenticator } from './oauth1.ts';
import type { Authenticator } from './types.ts';
import type { Clock } from '../clock.ts';

/**
 * Makes the authenticator of a target, with its invalid credentials.
 *
 * @param config the profile's `auth`
 * @param credentials of the target, of the scheme that `config` names
 * @param other credentials of a second tenant, of the same scheme; invalid credentials that need it cannot sign without
 * @param clock where timestamps come from
 * @param source what wrong credentials are made of: the same text makes the same ones
 * @throws TypeError where credentials of another scheme are given
 */
export function createAuthenticator(
  config: SchemeConfig,
  credentials: Credentials,
  other: Credentials | undefined,
  clock: Pick<Clock, 'now'>,
  source: string,
): Authenticator {
  switch (config.scheme) {
    case 'basic':
      return basicAuthenticator(of('basic', credentials), other && of('basic', other), source, config);
    case 'bearer':
      return bearerAuthenticator(of('bearer', credentials), other && of('bearer', other), source);
    case 'apiKey':
      return apiKeyAuthenticator(config, of('apiKey', credentials), other && of('apiKey', other), source);
    case 'oauth1':
      return oauth1Authenticator(of('oauth1', credentials), other && of('oauth1', other), clock, source, config);
  }
}

function of<S extends Credentials['scheme']>(scheme: S, credentials: Credentials): Extract<Credentials, { scheme: S }> {
  const isOf = (given: Credentials): given is Extract<Credentials, { scheme: S }> => given.scheme === scheme;
  if (!isOf(credentials)) throw new TypeError(`the target authenticates with ${scheme}, not ${credentials.scheme}`);
  return credentials;
}
