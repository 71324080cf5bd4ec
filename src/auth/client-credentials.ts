import { didYouMean } from '../errors.ts';
import { invalidTokenCalls, invalidTokens } from './client-credentials-invalid.ts';
import { derivedSecrets } from './derived-secrets.ts';
import { heldTokens } from './held-tokens.ts';
import { KeyError } from './key-file.ts';
import { named, type AuthenticatorInput, type BaseConfig, type Scheme, type SchemeValues } from './scheme.ts';
import { derived, type CredentialVariables } from './shell-values.ts';
import { similarSecrets } from './similar-values.ts';
import type { Client, TokenEndpoint } from './token-endpoint.ts';
import { tokenSecrets, type TokenScheme } from './token-invalid.ts';
import type { Authenticator } from './types.ts';
import { unknownBasic } from './basic.ts';
import { withAuthorization } from './with-header.ts';
import { isLoopback } from '../http/host.ts';

export interface ClientCredentialsConfig extends BaseConfig, TokenEndpoint {
  readonly scheme: 'clientCredentials';
  /** A scope that the client has as well and that does not allow the deletion. */
  readonly otherScope?: string;
}

/** A client that asks for its tokens. */
export interface ClientCredentials extends Client {
  readonly scheme: 'clientCredentials';
  /** How it asks; absent in a replay, which asks for none. */
  readonly endpoint?: TokenEndpoint;
  /** The tokens that it was issued. */
  readonly issued: string[];
  readonly names: { readonly id: string; readonly secret: string; readonly token: string };
}

/** OAuth 2.0 with client credentials (RFC 6749, 4.4): a token call, and Bearer tokens (RFC 6750). */
export const clientCredentials: Scheme<ClientCredentialsConfig, ClientCredentials> = {
  name: 'clientCredentials',
  variables: () => [
    { suffix: 'CLIENT_ID', holds: 'public' },
    { suffix: 'CLIENT_SECRET', holds: 'secret' },
    { suffix: 'TOKEN_URL', holds: 'public', optional: true },
  ],
  read({ name, value }, endpoint) {
    return {
      scheme: 'clientCredentials',
      id: value('CLIENT_ID') ?? '',
      secret: value('CLIENT_SECRET') ?? '',
      ...tokenUrlOf({ name, value }),
      endpoint,
      issued: [],
      names: { id: name('CLIENT_ID'), secret: name('CLIENT_SECRET'), token: name('ACCESS_TOKEN') },
    };
  },
  authenticator: (config, input) => clientAuthenticator(config, input),
  secretsOf: ({ id, secret, issued, names }) => [
    { name: names.secret, value: secret, id },
    ...issued.map((value) => ({ name: names.token, value })),
  ],
  callerOf: ({ id }) => id,
  inShell: ({ id, secret, issued, names, endpoint, tokenUrl }) => ({
    ...(endpoint ? { fetched: fetchedToken(endpoint, names, tokenUrl) } : {}),
    values: [
      ...derived(secret, names.secret),
      ...issued.flatMap((token) => derived(token, names.token)),
      { value: id, shell: `$${names.id}` },
    ],
    secrets: [secret, ...issued],
    names: [names.id, names.secret, names.token],
  }),
  standIn: (names, secret) => ({
    scheme: 'clientCredentials',
    id: secret(),
    secret: secret(),
    // A replay asks for none.
    issued: [secret()],
    names: { id: named(names, 'id'), secret: named(names, 'secret'), token: named(names, 'token') },
  }),
  placesOf: () => ({ headers: ['Authorization'] }),
  tokenCall: ({ token: path }, { tokenUrl: url }) => ({
    path,
    ...(url === undefined ? {} : { url }),
    fields: ['client_id', 'client_secret'],
  }),
  isDocumentedAs: ({ type, scheme }) => type === 'oauth2' || type === 'openIdConnect' || scheme === 'bearer',
  breachOf: ({ key, tokenUrl, scopes }, { token, scope, otherScope }) => {
    const path = tokenUrl === undefined ? undefined : pathOf(tokenUrl);
    if (path !== undefined && !path.endsWith(token))
      return { key: 'token', says: `"${key}" of the contract issues tokens at ${path}, not at ${token}` };
    const wanted = Object.entries({ scope, otherScope }).flatMap(([name, text = '']) =>
      text.split(' ').map((one) => ({ name, one })),
    );
    const wrong = wanted.find(({ one }) => one !== '' && scopes?.includes(one) === false);
    if (!wrong) return undefined;
    const hint = didYouMean(wrong.one, scopes ?? []);
    return { key: wrong.name, says: `"${key}" of the contract has no scope "${wrong.one}"${hint}` };
  },
};

/** The path of a token URL, which a document may give in whole or from the server on. */
function pathOf(tokenUrl: string): string | undefined {
  return URL.canParse(tokenUrl, 'https://server.invalid')
    ? new URL(tokenUrl, 'https://server.invalid').pathname
    : undefined;
}

/** Asks for a token as the run did, with curl. */
function fetchedToken(
  endpoint: TokenEndpoint,
  { id, secret, token }: ClientCredentials['names'],
  tokenUrl: string | undefined,
): NonNullable<CredentialVariables['fetched']> {
  const { client = 'basic', scope, parameters = {}, token: path } = endpoint;
  const fields = { grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }), ...parameters };
  const proof =
    client === 'basic'
      ? [`-u "$${id}:$${secret}"`]
      : [`--data-urlencode "client_id=$${id}"`, `--data-urlencode "client_secret=$${secret}"`];
  const data = Object.entries(fields).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  const url = tokenUrl === undefined ? `"$BASE${path}"` : quoted(tokenUrl);
  const value = `sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p'`;
  const line = `[ -n "\${${token}:-}" ] || ${token}="$(curl -sS ${[...proof, ...data, url].join(' ')} | ${value})"`;
  return { name: token, by: [id, secret], line };
}

/** A word that a shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What is not sent to this machine goes over TLS: it holds the secret. */
function tokenUrlOf({ name, value }: SchemeValues): { tokenUrl?: string } {
  const tokenUrl = value('TOKEN_URL');
  if (tokenUrl === undefined) return {};
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.password !== '')
    throw new KeyError(
      `${name('TOKEN_URL')} is no https URL without user and password: set it to that of the token endpoint.`,
    );
  return { tokenUrl };
}

function clientAuthenticator(
  config: ClientCredentialsConfig,
  { own, other, clock, source }: AuthenticatorInput<ClientCredentials>,
): Authenticator {
  const held = heldTokens(config, own, {
    names: [own.names.id, own.names.secret],
    now: () => clock.now(),
    remember: (token) => void own.issued.push(token),
  });
  /** As long as none was issued, whatever replaces it is wrong as well. */
  const current = (): string => held.current()?.value ?? own.issued.at(-1) ?? own.secret;
  const scheme = (): TokenScheme => ({
    token: current(),
    variable: own.names.token,
    other:
      other?.issued.at(-1) === undefined
        ? undefined
        : { token: other.issued.at(-1) ?? '', variable: other.names.token },
    noun: 'token',
    place: { header: 'Authorization', prefix: 'Bearer' },
    otherScheme: {
      description: 'Basic instead of Bearer',
      sign: (request) => withAuthorization(request, unknownBasic(source)),
    },
    present: (request, token) => withAuthorization(request, `Bearer ${token}`),
  });
  const { truncated, otherCase } = similarSecrets(own.secret, source);
  return {
    scheme: 'clientCredentials',
    secrets: [
      ...[own, ...(other ? [other] : [])].flatMap((one) => clientCredentials.secretsOf(one)),
      ...derivedSecrets(own.names.secret, [truncated[0], otherCase[0]]),
    ],
    sign: (request) => withAuthorization(request, `Bearer ${current()}`),
    tokens: held,
    tokenSecrets: () => tokenSecrets(scheme(), source),
    get invalidCredentials() {
      return invalidTokens({ scheme: scheme(), held, client: own, otherScope: config.otherScope, source });
    },
    invalidTokenCalls: invalidTokenCalls(config, own, source),
    curl: ['-H', `"Authorization: Bearer $${own.names.token}"`],
  };
}
