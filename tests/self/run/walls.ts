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
  'JSON that any schema of optional members allows': {
    answers: () => answer(400, { errors: [{ message: 'Must provide query string.' }] }),
    says: ['answered 400', 'Must provide query string.', 'Check KNOT_BASE_URL'],
  },
  'an empty object for every path': {
    answers: () => answer(200, {}),
    says: ['answered 200', 'JSON that begins "{}"', 'Check KNOT_BASE_URL'],
  },
  'a gateway of gRPC': {
    answers: () => ({
      ...answer(404, undefined),
      body: Buffer.from(JSON.stringify({ code: 5, message: 'Not Found' }, null, 2)),
    }),
    says: ['answered 404', 'begins "{ "code": 5, "message": "Not Found" }"', 'Check KNOT_BASE_URL'],
  },
  'a store of files that answers XML': {
    answers: ({ url }) => ({
      ...answer(403, undefined, [['content-type', 'application/xml']]),
      body: Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><RequestId>${String(url.length)}7F</RequestId></Error>`,
      ),
    }),
    says: ['answered 403', 'XML that begins "AccessDenied', 'Check KNOT_BASE_URL'],
  },
  'nothing with 200 for every path': {
    answers: () => answer(200, undefined),
    says: ['answered 200', 'no body', 'Check KNOT_BASE_URL'],
  },
  'a page with 200 for every path': {
    answers: () => page(200, 'Back soon'),
    says: ['answered 200', '"Back soon"', 'Check KNOT_BASE_URL'],
  },
  '405 for every path': {
    answers: () => answer(405, undefined, [['allow', 'GET']]),
    says: ['answered 405', 'no body', 'Check KNOT_BASE_URL'],
  },
};
