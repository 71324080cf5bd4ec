import type { SecurityScheme } from '../contract/security.ts';
import { named, type BaseConfig, type Scheme } from './scheme.ts';
import { ofToken } from './shell-values.ts';
import { withQuery, type RightPlace } from './misplaced.ts';
import { randomLetters } from './similar-values.ts';
import { tokenSecrets, tokenInvalidCredentials, type TokenScheme } from './token-invalid.ts';
import type { Authenticator, InvalidCredentials } from './types.ts';
import { withAuthorization, withHeader } from './with-header.ts';

export interface ApiKeyConfig extends BaseConfig {
  readonly scheme: 'apiKey';
  /** `basic`: as the user of HTTP Basic, with an empty password. */
  readonly in: 'header' | 'query' | 'basic';
  /** Of the header or query parameter. */
  readonly name?: string;
  /** A word before the key in its header: `Token`. */
  readonly prefix?: string;
}

/** One key. */
export interface ApiKeyCredentials {
  readonly scheme: 'apiKey';
  readonly key: string;
  readonly names: { readonly key: string };
}

/**
 * API key in a header or a query parameter that the profile names (OpenAPI 3, Security Scheme Object), or as the user of
 * HTTP Basic.
 */
export const apiKey: Scheme<ApiKeyConfig, ApiKeyCredentials> = {
  name: 'apiKey',
  variables: () => [{ suffix: 'API_KEY', holds: 'secret' }],
  read: ({ name, value }) => ({ scheme: 'apiKey', key: value('API_KEY') ?? '', names: { key: name('API_KEY') } }),
  authenticator: (config, { own, other, source }) => apiKeyAuthenticator(config, own, other, source),
  secretsOf: ({ key, names }) => [{ name: names.key, value: key }],
  callerOf: () => undefined,
  inShell: ({ key, names }) => ofToken(key, names.key),
  standIn: (names, secret) => ({ scheme: 'apiKey', key: secret(), names: { key: named(names, 'key') } }),
  placesOf: (config) => {
    const { header, query } = placeOf(config);
    return { headers: header === undefined ? [] : [header], ...(query === undefined ? {} : { query }) };
  },
  isDocumentedAs: isKey,
};

function placeOf({ in: where, name = '', prefix }: ApiKeyConfig): RightPlace {
  if (where === 'query') return { query: name };
  const header = where === 'basic' ? 'Authorization' : name;
  return { header, ...(prefix === undefined ? {} : { prefix }) };
}

/** A key in the header Authorization is documented as such, or as what else is there. */
function isKey({ type, in: place, name, scheme }: SecurityScheme, config: ApiKeyConfig): boolean {
  if (config.in === 'basic') return scheme === 'basic';
  const isSame = place === config.in && name?.toLowerCase() === config.name?.toLowerCase();
  return (type === 'apiKey' && isSame) || (type === 'http' && config.name?.toLowerCase() === 'authorization');
}

function apiKeyAuthenticator(
  config: ApiKeyConfig,
  own: ApiKeyCredentials,
  other: ApiKeyCredentials | undefined,
  source: string,
): Authenticator {
  const place = placeOf(config);
  const { header, query } = place;
  const before = config.prefix === undefined ? '' : `${config.prefix} `;
  const scheme: TokenScheme = {
    token: own.key,
    variable: own.names.key,
    other: other && { token: other.key, variable: other.names.key },
    noun: 'key',
    otherScheme: {
      description: 'a Bearer token instead of the key',
      sign: (request) => withAuthorization(request, `Bearer ${randomLetters(32, source, 'bearer')}`),
    },
    place,
    present: (request, key) => {
      if (config.in === 'basic') return withAuthorization(request, asUser(key));
      return query === undefined
        ? withHeader(request, header ?? '', `${before}${key}`)
        : withQuery(request, query, key);
    },
  };
  return {
    scheme: 'apiKey',
    secrets: tokenSecrets(scheme, source).map((secret) =>
      query === undefined || secret.joint ? secret : { ...secret, id: encodeURIComponent(query), joint: '=' },
    ),
    sign: (request) => scheme.present(request, own.key),
    invalidCredentials: [
      ...tokenInvalidCredentials(scheme, source),
      ...(config.in === 'basic' ? [asPassword(own.key)] : []),
    ],
    ...curlOf(config, own.names.key),
  };
}

/** The Authorization value of a key that is a user without a password. */
const asUser = (key: string): string => `Basic ${Buffer.from(`${key}:`, 'utf8').toString('base64')}`;

const asPassword = (key: string): InvalidCredentials => ({
  name: 'misplaced.password',
  description: 'the right key as the password of an empty user',
  needsOtherTenant: false,
  minor: true,
  sign: (request) => withAuthorization(request, `Basic ${Buffer.from(`:${key}`, 'utf8').toString('base64')}`),
});

/** In a query the redacted URL carries the variable already. */
function curlOf({ in: where, name = '', prefix }: ApiKeyConfig, variable: string): Pick<Authenticator, 'curl'> {
  if (where === 'query') return {};
  if (where === 'basic') return { curl: ['-u', `"$${variable}:"`] };
  return { curl: ['-H', `"${name}: ${prefix === undefined ? '' : `${prefix} `}$${variable}"`] };
}
