import type { WireRequest } from '../http/types.ts';
import { named, type BaseConfig, type Scheme } from './scheme.ts';
import { ofToken } from './shell-values.ts';
import { randomLetters } from './similar-values.ts';
import { tokenSecrets, tokenInvalidCredentials, type TokenScheme } from './token-invalid.ts';
import type { Authenticator } from './types.ts';
import { withAuthorization, withHeader } from './with-header.ts';

interface ApiKeyConfig extends BaseConfig {
  readonly scheme: 'apiKey';
  readonly in: 'header' | 'query';
  /** Of the header or query parameter. */
  readonly name: string;
}

/** One key. */
export interface ApiKeyCredentials {
  readonly scheme: 'apiKey';
  readonly key: string;
  readonly names: { readonly key: string };
}

/** API key in a header or a query parameter that the profile names (OpenAPI 3, Security Scheme Object). */
export const apiKey: Scheme<ApiKeyConfig, ApiKeyCredentials> = {
  name: 'apiKey',
  variables: () => [{ suffix: 'API_KEY', holds: 'secret' }],
  read: ({ name, value }) => ({ scheme: 'apiKey', key: value('API_KEY') ?? '', names: { key: name('API_KEY') } }),
  authenticator: (config, { own, other, source }) => apiKeyAuthenticator(config, own, other, source),
  secretsOf: ({ key, names }) => [{ name: names.key, value: key }],
  callerOf: () => undefined,
  inShell: ({ key, names }) => ofToken(key, names.key),
  standIn: (names, secret) => ({ scheme: 'apiKey', key: secret(), names: { key: named(names, 'key') } }),
  placesOf: (config) => (config.in === 'header' ? { headers: [config.name] } : { headers: [], query: config.name }),
};

function apiKeyAuthenticator(
  config: ApiKeyConfig,
  own: ApiKeyCredentials,
  other: ApiKeyCredentials | undefined,
  source: string,
): Authenticator {
  const scheme: TokenScheme = {
    token: own.key,
    variable: own.names.key,
    other: other && { token: other.key, variable: other.names.key },
    noun: 'key',
    otherScheme: {
      description: 'a Bearer token instead of the key',
      sign: (request) => withAuthorization(request, `Bearer ${randomLetters(32, source, 'bearer')}`),
    },
    present: (request, key) =>
      config.in === 'header' ? withHeader(request, config.name, key) : withQuery(request, config.name, key),
  };
  return {
    scheme: 'apiKey',
    secrets: tokenSecrets(scheme, source).map((secret) =>
      config.in === 'query' ? { ...secret, id: encodeURIComponent(config.name), joint: '=' } : secret,
    ),
    sign: (request) => scheme.present(request, own.key),
    invalidCredentials: tokenInvalidCredentials(scheme, source),
    // In a query the redacted URL carries the variable already.
    ...(config.in === 'header' ? { curl: ['-H', `"${config.name}: $${own.names.key}"`] } : {}),
  };
}

/** Appends one query parameter and leaves the rest of the URL as it is written. */
function withQuery(request: WireRequest, name: string, value: string): WireRequest {
  const [address = '', ...fragment] = request.url.split('#');
  const parameter = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const url = `${address}${address.includes('?') ? '&' : '?'}${parameter}`;
  return { ...request, url: [url, ...fragment].join('#') };
}
