import type { WireRequest } from '../http/types.ts';
import { PROVOKING } from './minor-credentials.ts';
import type { InvalidCredentials, Secret } from './types.ts';
import { withAuthorization, withHeader } from './with-header.ts';

/** Parameters by which servers take a key that they were not meant to take there. */
export const KEY_PARAMETERS = ['api_key', 'access_token'] as const;

/** The header in which many APIs take a key. */
const KEY_HEADER = 'X-Api-Key';

/** The places in which a right value can be tried where the vendor's documents do not have it. */
export interface RightPlace {
  readonly header?: string;
  readonly query?: string;
  /** What is before it in its header. */
  readonly prefix?: string;
}

/** A right value in the wrong place: a server that takes it there takes it from logs, browsers and other sites as well. */
export function misplaced(value: string, noun: string, right: RightPlace): InvalidCredentials[] {
  const inHeader = right.header?.toLowerCase();
  const isAuthorization = inHeader === 'authorization';
  const named = right.header !== undefined && !isAuthorization ? [right.header] : [];
  const parameters = [...KEY_PARAMETERS, ...named].filter((name) => name !== right.query);
  const place = (
    name: string,
    where: string,
    sign: (request: WireRequest) => WireRequest,
    more: Partial<InvalidCredentials> = {},
  ): InvalidCredentials => ({
    name: `misplaced.${name}`,
    description: `the right ${noun} ${where}`,
    needsOtherTenant: false,
    minor: true,
    sign,
    ...more,
  });
  const bearer = isAuthorization && right.prefix?.toLowerCase() === 'bearer';
  return [
    ...(bearer
      ? []
      : [place('bearer', 'as a Bearer token', (request) => withAuthorization(request, `Bearer ${value}`))]),
    ...(isAuthorization && right.prefix !== undefined
      ? [place('bare', `without the word ${right.prefix}`, (request) => withAuthorization(request, value))]
      : []),
    ...(inHeader === KEY_HEADER.toLowerCase()
      ? []
      : [
          place(
            'header',
            `in the header ${KEY_HEADER}`,
            (request) => withHeader(request, KEY_HEADER, value),
            PROVOKING,
          ),
        ]),
    place(
      'query',
      'in the query',
      (request) => parameters.reduce((all, name) => withQuery(all, name, value), request),
      PROVOKING,
    ),
    place(
      'cookie',
      'in a cookie',
      (request) => withHeader(request, 'Cookie', parameters.map((name) => `${name}=${value}`).join('; ')),
      PROVOKING,
    ),
  ];
}

/** The value next to the parameters that it is tried in, for one that is too short to be found alone. */
export const misplacedSecrets = ({ name, value }: Secret): Secret[] =>
  KEY_PARAMETERS.map((id) => ({ name, value, id, joint: '=' }));

/** Appends one query parameter and leaves the rest of the URL as it is written. */
export function withQuery(request: WireRequest, name: string, value: string): WireRequest {
  const [address = '', ...fragment] = request.url.split('#');
  const parameter = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const url = `${address}${address.includes('?') ? '&' : '?'}${parameter}`;
  return { ...request, url: [url, ...fragment].join('#') };
}
