import type { SecurityScheme } from '../contract/security.ts';
import { unknownBasic } from './basic.ts';
import { named, type BaseConfig, type Scheme } from './scheme.ts';
import { ofToken } from './shell-values.ts';
import { tokenSecrets, tokenInvalidCredentials, type TokenScheme } from './token-invalid.ts';
import type { Authenticator } from './types.ts';
import { withAuthorization } from './with-header.ts';

/** A token that is known beforehand. */
export interface BearerCredentials {
  readonly scheme: 'bearer';
  readonly token: string;
  readonly names: { readonly token: string };
}

export interface BearerConfig extends BaseConfig {
  readonly scheme: 'bearer';
}

/** Bearer token in the Authorization header (RFC 6750, 2.1). */
export const bearer: Scheme<BearerConfig, BearerCredentials> = {
  name: 'bearer',
  variables: () => [{ suffix: 'TOKEN', holds: 'secret' }],
  read: ({ name, value }) => ({ scheme: 'bearer', token: value('TOKEN') ?? '', names: { token: name('TOKEN') } }),
  authenticator: (_, { own, other, source }) => bearerAuthenticator(own, other, source),
  secretsOf: ({ token, names }) => [{ name: names.token, value: token }],
  callerOf: () => undefined,
  inShell: ({ token, names }) => ofToken(token, names.token),
  standIn: (names, secret) => ({ scheme: 'bearer', token: secret(), names: { token: named(names, 'token') } }),
  placesOf: () => ({ headers: ['Authorization'] }),
  isDocumentedAs: (documented) => isToken(documented),
};

/** A token may be documented as one, as what hands it out, or as whatever is in its header. */
function isToken({ type, scheme, in: place, name }: SecurityScheme): boolean {
  const inHeader = type === 'apiKey' && place === 'header' && name?.toLowerCase() === 'authorization';
  return inHeader || scheme === 'bearer' || type === 'oauth2' || type === 'openIdConnect';
}

function bearerAuthenticator(
  own: BearerCredentials,
  other: BearerCredentials | undefined,
  source: string,
): Authenticator {
  const scheme: TokenScheme = {
    token: own.token,
    variable: own.names.token,
    other: other && { token: other.token, variable: other.names.token },
    noun: 'token',
    place: { header: 'Authorization', prefix: 'Bearer' },
    otherScheme: {
      description: 'Basic instead of Bearer',
      sign: (request) => withAuthorization(request, unknownBasic(source)),
    },
    present: (request, token) => withAuthorization(request, `Bearer ${token}`),
  };
  return {
    scheme: 'bearer',
    secrets: tokenSecrets(scheme, source),
    sign: (request) => scheme.present(request, own.token),
    invalidCredentials: tokenInvalidCredentials(scheme, source),
    curl: ['-H', `"Authorization: Bearer $${own.names.token}"`],
  };
}
