import { unknownBasic } from './basic.ts';
import type { BearerCredentials } from './credentials.ts';
import { tokenSecrets, tokenInvalidCredentials, type TokenScheme } from './token-invalid.ts';
import type { Authenticator } from './types.ts';
import { withAuthorization } from './with-header.ts';

/** Bearer token in the Authorization header (RFC 6750, 2.1). */
export function bearerAuthenticator(
  own: BearerCredentials,
  other: BearerCredentials | undefined,
  source: string,
): Authenticator {
  const scheme: TokenScheme = {
    token: own.token,
    variable: own.names.token,
    other: other && { token: other.token, variable: other.names.token },
    noun: 'token',
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
