import type { WireRequest, WireResponse } from '../../../src/http/types.ts';
import { answer, page, withHeader } from '../detection/wire.ts';

/** What answers every request, or the base URL of the sandbox, with what the sentence must say. */
export interface Wall {
  readonly answers?: (request: WireRequest) => WireResponse;
  readonly baseUrl?: string;
  readonly says: readonly string[];
}

export const pathOf = ({ url }: WireRequest): string => new URL(url).pathname;

/** What stands in front of an API, or in its place, by what a reader would call it. */
export const WALLS: Readonly<Record<string, Wall>> = {
  'the endpoint pasted as base URL': {
    baseUrl: 'http://127.0.0.1/user/delete',
    says: ['KNOT_BASE_URL ends in the path of the endpoint', 'leave out /user/delete'],
  },
  '/v1 too many': { baseUrl: 'http://127.0.0.1/v1', says: ['Check the path of KNOT_BASE_URL', 'without /v1'] },
  'an HTML 404 that repeats the path': {
    answers: (request) => page(404, `Cannot ${request.method} ${pathOf(request)}`),
    says: ['answered 404', 'an HTML page', 'begins "Cannot POST', 'Check KNOT_BASE_URL'],
  },
  'a proxy that wants a client certificate': {
    answers: () => withHeader(page(400, '400 No required SSL certificate was sent'), 'server', 'nginx/1.24.0'),
    says: ['answered 400', 'of nginx/1.24.0', '"400 No required SSL certificate was sent"', 'KNOT_CLIENT_CERT'],
  },
  'the challenge of a CDN': {
    answers: ({ url }) =>
      withHeader(page(403, `Just a moment... ray ${String(url.length)}a7`), 'cf-mitigated', 'challenge'),
    says: ['answered 403', 'Just a moment', 'KNOT_HEADERS'],
  },
  'a single sign-on for every path': {
    answers: ({ url }) =>
      answer(302, undefined, [
        ['location', `https://login.example/start?return_to=${encodeURIComponent(url)}&state=a81bc`],
      ]),
    says: ['answered 302', 'no body', 'to login.example', 'KNOT_BASE_URL'],
  },
  'the default page of a web server': {
    answers: () => page(405, '405 Not Allowed'),
    says: ['answered 405', '"405 Not Allowed"', 'Check KNOT_BASE_URL'],
  },
  'JSON of another service': {
    answers: (request) =>
      answer(404, { timestamp: '2026-11-29T10:00:00Z', status: 404, error: 'Not Found', path: pathOf(request) }),
    says: ['answered 404', 'JSON', 'Not Found', 'Check KNOT_BASE_URL'],
  },
};
