import { withOAuthParameters, withScheme, type WrittenParameter } from '../../auth/authorization-spelling.ts';
import type { RequestVariation } from './types.ts';

/** RFC 5849, 3.6. The signature is encoded already, by every signer. */
function encoded([name, value]: WrittenParameter): WrittenParameter {
  if (name === 'oauth_signature') return [name, value];
  const text = encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return [name, text];
}

/** Starts in the middle: neither the order of a signer nor that of the alphabet, forward or backward. */
function rotated<T>(all: readonly T[]): T[] {
  const middle = Math.floor(all.length / 2);
  return [...all.slice(middle), ...all.slice(0, middle)];
}

/** Other spellings of right credentials (RFC 9110, 11.1; RFC 5849, 3.5.1). */
export const CREDENTIAL_VARIATIONS: readonly RequestVariation[] = [
  {
    name: 'scheme.small',
    description: 'the authentication scheme in small letters',
    part: 'scheme',
    written: (request) => withScheme(request, (scheme) => scheme.toLowerCase()),
  },
  {
    name: 'scheme.capitals',
    description: 'the authentication scheme in capitals',
    part: 'scheme',
    written: (request) => withScheme(request, (scheme) => scheme.toUpperCase()),
  },
  {
    name: 'oauth.reversed',
    description: 'the OAuth parameters in reverse order',
    part: 'oauth-order',
    written: (request) => withOAuthParameters(request, (all) => all.toReversed()),
  },
  {
    name: 'oauth.signature-in-the-middle',
    description: 'the OAuth parameters in another order, the signature not last',
    part: 'oauth-order',
    written: (request) => withOAuthParameters(request, rotated),
  },
  {
    name: 'oauth.blanks',
    description: 'a blank after each comma of the OAuth parameters',
    part: 'oauth-joint',
    written: (request) => withOAuthParameters(request, (all) => all, ', '),
  },
  {
    name: 'oauth.realm',
    description: 'a realm before the OAuth parameters',
    part: 'oauth-realm',
    written: (request) => withOAuthParameters(request, (all) => [['realm', 'users'], ...all]),
  },
  {
    name: 'oauth.encoded',
    description: 'the values of all OAuth parameters percent-encoded',
    part: 'oauth-values',
    written: (request) => withOAuthParameters(request, (all) => all.map(encoded)),
  },
];
