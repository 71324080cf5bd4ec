import { expect, test } from '@playwright/test';
import type { Transport, WireRequest, WireResponse } from '../../../src/http/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { exitCodeOf } from '../../../src/verdict/exit-code.ts';
import { answer, page, withHeader } from '../detection/wire.ts';
import { judgeKnot, withVerdict } from './in-process.ts';

/** What answers every request, or the base URL of the sandbox, with what the sentence must say. */
interface Wall {
  readonly answers?: (request: WireRequest) => WireResponse;
  readonly baseUrl?: string;
  readonly says: readonly string[];
}

const pathOf = ({ url }: WireRequest): string => new URL(url).pathname;

const WALLS: Readonly<Record<string, Wall>> = {
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

const counting = (inner: Transport, count: () => void): Transport => {
  return async (request, limits) => {
    count();
    return inner(request, limits);
  };
};

for (const [name, { answers, baseUrl, says }] of Object.entries(WALLS))
  test(`nothing of the API is there: ${name}`, async () => {
    let requests = 0;
    const results = await judgeKnot({
      ...(baseUrl === undefined ? {} : { environment: { KNOT_BASE_URL: baseUrl } }),
      through: (inner) => counting(answers ? async (request) => answers(request) : inner, () => (requests += 1)),
    });
    expect(withVerdict(results, 'pass', 'fail', 'warn', 'error')).toEqual([]);
    expect(results.outcome).toBe('incomplete');
    expect(exitCodeOf(results).code).toBe(3);
    expect(requests).toBe(4);
    const sentence = results.requirements[0]?.message ?? '';
    expect(sentence).toContain('Nothing of this API is at');
    for (const part of says) expect(sentence).toContain(part);
    expect(sentence).not.toContain('KNOT_CLIENT_ID');
  });

/** An implementation that is there is judged, whatever its errors look like. */
async function judgedBehind(
  errorPage: (request: WireRequest, response: WireResponse) => WireResponse,
): Promise<Results> {
  return judgeKnot({
    through: (inner) => async (request, limits) => {
      const response = await inner(request, limits);
      return response.status < 400 ? response : errorPage(request, response);
    },
  });
}

test('an implementation whose own errors are pages is judged and fails', async () => {
  const results = await judgedBehind((_, { status, body }) => page(status, body.toString().replace(/["{}]/g, ' ')));
  expect(results.outcome).toBe('nonconformant');
  expect(withVerdict(results, 'pass', 'fail').length).toBeGreaterThan(50);
});

test('so is one whose page for an unknown user is that for an unknown path: it refuses who has no credentials', async () => {
  const results = await judgedBehind((_, { status }) =>
    status === 401 ? page(401, 'Log in') : page(404, 'Not Found'),
  );
  expect(results.outcome).toBe('nonconformant');
  expect(withVerdict(results, 'pass', 'fail').length).toBeGreaterThan(50);
});

test('at an API that answers as documented nothing is asked beside the control', async () => {
  const paths: string[] = [];
  const through =
    (inner: Transport): Transport =>
    (request, limits) => {
      paths.push(pathOf(request));
      return inner(request, limits);
    };
  await judgeKnot({ through, select: ({ id }) => id.endsWith('unknown-user-is-refused') });
  expect(paths.filter((path) => path.startsWith('/conformance-'))).toEqual([]);
});
