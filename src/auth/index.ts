import { schemeOf, type Credentials, type SchemeConfig } from './schemes.ts';
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
  for (const one of [credentials, ...(other ? [other] : [])])
    if (one.scheme !== config.scheme)
      throw new TypeError(`the target authenticates with ${config.scheme}, not ${one.scheme}`);
  return schemeOf(config).authenticator(config, { own: credentials, other, clock, source });
}
