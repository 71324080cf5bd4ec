import type { WireRequest, WireResponse } from '../http/types.ts';

/** How a client asks for a token (RFC 6749, 4.4). */
export interface TokenEndpoint {
  /** Behind the base URL. */
  readonly token: string;
  /** How the client proves itself there; default: by HTTP Basic (RFC 6749, 2.3.1). */
  readonly client?: 'basic' | 'body';
  readonly scope?: string;
  /** Further parameters: `audience`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What a client asks with. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  /** In the place of {@link TokenEndpoint.token}. */
  readonly tokenUrl?: string;
}

/** What is asked otherwise than rightly. */
export interface TokenFault {
  readonly grant?: string;
  readonly scope?: string;
  /** The client states who it is and proves nothing. */
  readonly unproven?: true;
}

/** A call of the token endpoint; `url` may be a path behind the base URL. */
export function tokenRequest(
  { token, client = 'basic', scope, parameters = {} }: TokenEndpoint,
  { id, secret, tokenUrl = token }: Client,
  fault: TokenFault = {},
): WireRequest {
  const { grant = 'client_credentials', scope: asked = scope, unproven } = fault;
  const inBody = client === 'body' || unproven === true;
  const form = new URLSearchParams({
    grant_type: grant,
    ...(asked === undefined ? {} : { scope: asked }),
    ...parameters,
    ...(inBody ? { client_id: id } : {}),
    ...(inBody && !unproven ? { client_secret: secret } : {}),
  });
  // Both are form-encoded before they are joined (RFC 6749, 2.3.1).
  const pair = [id, secret].map((text) => new URLSearchParams({ x: text }).toString().slice(2)).join(':');
  return {
    method: 'POST',
    url: tokenUrl,
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Accept', 'application/json'],
      ...(inBody ? [] : [['Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`] as const]),
    ],
    body: Buffer.from(form.toString(), 'utf8'),
  };
}

/** A token as it was issued. */
export interface IssuedToken {
  readonly value: string;
  /** In ms; undefined where the answer states none. */
  readonly lifeMs: number | undefined;
  /** Tokens of another kind that came with it. */
  readonly others: readonly string[];
}

/** The token that an answer holds (RFC 6749, 5.1); undefined where there is none. */
export function issuedToken({ status, body }: WireResponse): IssuedToken | undefined {
  if (status < 200 || status > 299) return undefined;
  const answer = parsed(body);
  if (!answer) return undefined;
  const { access_token: value, expires_in: life, refresh_token: refresh, id_token: id } = answer;
  if (typeof value !== 'string' || value === '') return undefined;
  const seconds = typeof life === 'string' ? Number(life) : life;
  const isLife = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0;
  return {
    value,
    lifeMs: isLife ? seconds * 1000 : undefined,
    others: [refresh, id].filter((one): one is string => typeof one === 'string' && one !== ''),
  };
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
