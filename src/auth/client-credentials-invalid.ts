import type { HeldTokens } from './held-tokens.ts';
import { PROVOKING } from './minor-credentials.ts';
import { similarSecrets } from './similar-values.ts';
import { tokenRequest, type Client, type TokenEndpoint } from './token-endpoint.ts';
import { tokenInvalidCredentials, type TokenScheme } from './token-invalid.ts';
import type { InvalidCredentials, NamedTokenCall } from './types.ts';
import { withAuthorization } from './with-header.ts';
import type { WireRequest } from '../http/types.ts';

/** A run waits no longer for a token to expire. */
const LONGEST_LIFE_MS = 60_000;

/** What the invalid tokens are made of. */
export interface TokenFaults {
  readonly scheme: TokenScheme;
  readonly held: HeldTokens;
  readonly client: Client;
  readonly otherScope: string | undefined;
  readonly source: string;
}

/** Invalid access tokens: near forms of the right one, and tokens that are valid for something else. */
export function invalidTokens({ scheme, held, client, otherScope, source }: TokenFaults): InvalidCredentials[] {
  const bearer = (token: string) => (request: WireRequest) => withAuthorization(request, `Bearer ${token}`);
  const { id, secret } = client;
  const pair = Buffer.from(`${id}:${secret}`, 'utf8').toString('base64');
  const [otherToken] = held.current()?.others ?? [];
  return [
    ...tokenInvalidCredentials(scheme, source),
    invalid('altered-signature', 'the token with its last character changed', bearer(withOtherEnd(scheme.token))),
    invalid('client-pair', 'the id and secret of the client in the place of a token', (request) =>
      withAuthorization(request, `Basic ${pair}`),
    ),
    invalid('other-type', 'the right token under the scheme DPoP', (request) =>
      withAuthorization(request, `DPoP ${scheme.token}`),
    ),
    invalid(
      'other-token',
      'a token of another kind, issued with the right one',
      otherToken === undefined ? undefined : bearer(otherToken),
      { untried: 'With the access token the target issued no token of another kind.' },
    ),
    unsignedToken(scheme.token),
    expired(held),
    ...(otherScope === undefined ? [] : [missingScope(held, bearer)]),
  ];
}

function invalid(
  variant: string,
  description: string,
  sign: ((request: WireRequest) => WireRequest) | undefined,
  more: Partial<InvalidCredentials> = {},
): InvalidCredentials {
  const { untried, ...rest } = more;
  const why = sign || untried === undefined ? {} : { untried };
  return { name: `credentials.${variant}`, description, needsOtherTenant: false, ...rest, ...(sign ? { sign } : why) };
}

function withOtherEnd(token: string): string {
  // Not the last one: of base64 its last bits may mean nothing.
  const at = Math.max(0, token.length - 2);
  return `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
}

/** A JWT that states it is not signed (RFC 8725, 3.1). */
function unsignedToken(token: string): InvalidCredentials {
  const [head, claims, signature] = token.split('.');
  const isJwt = head !== undefined && claims !== undefined && signature !== undefined && head.startsWith('eyJ');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}', 'utf8').toString('base64url');
  const sign = (request: WireRequest) => withAuthorization(request, `Bearer ${none}.${claims ?? ''}.`);
  return invalid(
    'unsigned-token',
    'a JWT of the right claims that declares itself unsigned',
    isJwt ? sign : undefined,
    {
      ...PROVOKING,
      untried: 'The access tokens of the target are no JWT.',
    },
  );
}

/** A token of an earlier call that has expired since; where there is none, this one when it has, if that is soon. */
function expired(held: HeldTokens): InvalidCredentials {
  const description = 'a token that has expired';
  const old = held.expired();
  const bearer = (token: string | undefined) => (request: WireRequest) =>
    withAuthorization(request, `Bearer ${token ?? ''}`);
  if (old !== undefined) return invalid('expired', description, bearer(old), { minor: true });
  const lifeMs = held.current()?.lifeMs ?? Infinity;
  let used: string | undefined;
  const send = (request: WireRequest) => bearer(used)(request);
  if (lifeMs <= LONGEST_LIFE_MS)
    return invalid('expired', description, send, {
      minor: true,
      prepare: (request: WireRequest) => {
        used = held.current()?.value;
        return send(request);
      },
      pauseMs: lifeMs + 1000,
    });
  return invalid('expired', description, undefined, {
    minor: true,
    untried: Number.isFinite(lifeMs)
      ? `A token lives for ${lifeMs / 1000} s: none had expired yet, and a run does not wait that long.`
      : 'The target does not state how long a token lives.',
  });
}

function missingScope(held: HeldTokens, bearer: (token: string) => (request: WireRequest) => WireRequest) {
  const lesser = held.lesser();
  return invalid('missing-scope', 'a token without the scope', lesser === undefined ? undefined : bearer(lesser), {
    untried: 'The target issued no token for the other scope.',
  });
}

/** Calls of the token endpoint that must be issued no token. */
export function invalidTokenCalls(endpoint: TokenEndpoint, client: Client, source: string): NamedTokenCall[] {
  const near = similarSecrets(client.secret, source);
  const call = (name: string, description: string, change: Partial<Client>): NamedTokenCall => ({
    name,
    description,
    request: tokenRequest(endpoint, { ...client, ...change }),
  });
  const by = (name: string, description: string, secret: string | undefined) =>
    secret === undefined ? [] : [call(name, description, { secret })];
  return [
    ...by('wrong-secret', 'a wrong secret of the same length', near.wrong[0]),
    ...by('empty-secret', 'an empty secret', ''),
    ...by('truncated-secret', 'the secret without its end', near.truncated[0]),
    ...by('lengthened-secret', 'the secret with one more character', near.lengthened[0]),
    ...by('other-case-secret', 'the secret in the other case', near.otherCase[0]),
    call('unknown-id', 'an unknown client with the right secret', {
      id: similarSecrets(client.id, source).wrong[0] ?? 'unknown',
    }),
    {
      name: 'no-secret',
      description: 'the id of the client alone',
      request: tokenRequest(endpoint, client, { unproven: true }),
    },
    {
      name: 'other-grant',
      description: 'an unknown grant type',
      request: tokenRequest(endpoint, client, { grant: 'none' }),
    },
  ];
}
