import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Transport, WireRequest, WireResponse } from '../../../src/http/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { exitCodeOf } from '../../../src/verdict/exit-code.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { answer, page, withHeader } from '../detection/wire.ts';
import { SLOW } from '../part.ts';
import { judgeKnot, withVerdict } from './in-process.ts';
import { pathOf, WALLS } from './walls.ts';

const FIRST_RUN = readFileSync(new URL('../../../docs/first-run.md', import.meta.url), 'utf8');

const counting = (inner: Transport, count: () => void): Transport => {
  return async (request, limits) => {
    count();
    return inner(request, limits);
  };
};

const terminalOf = (results: Results): string => renderTerminal(results, { colour: false, reportDir: 'report' });

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
    expect(FIRST_RUN).toContain(`${sentence.slice(sentence.lastIndexOf('. ') + 2)}\``);
    for (const part of says) expect(sentence).toContain(part);
    expect(new Set(results.requirements.map(({ reason }) => reason))).toEqual(new Set(['absent']));
    // The sentence says what to change: there is no call to fix.
    expect(terminalOf(results)).not.toContain('Try:');
    expect(terminalOf(results)).toContain('Which:    all\n');
    expect(sentence).not.toContain('KNOT_CLIENT_ID');
  });

for (const [what, refusal, says] of [
  [
    'a load balancer without a service behind it',
    () => withHeader(page(503, '503 Service Temporarily Unavailable'), 'server', 'awselb/2.0'),
    ['503 with an HTML page of awselb/2.0', '"503 Service Temporarily Unavailable"', 'Check KNOT_BASE_URL', '--wait'],
  ],
  [
    'a gateway that asks for other credentials at every path',
    () => answer(401, { message: 'Unauthorized' }),
    ['401', 'JSON that begins "{"message":"Unauthorized"}"', 'KNOT_HEADERS', 'KNOT_BASE_URL'],
  ],
  [
    'a gateway that asks for other credentials where the API is',
    (request: WireRequest) =>
      pathOf(request).startsWith('/conformance-') ? answer(404, {}) : answer(401, { message: 'No token' }),
    ['401 with JSON that begins "{"message":"No token"}"', 'KNOT_CLIENT_ID', 'KNOT_BASE_URL'],
  ],
] as const)
  test(`whoever answers in the place of the API is named, and nothing passes for it: ${what}`, async () => {
    let requests = 0;
    const results = await judgeKnot({
      through: () =>
        counting(
          async (request) => refusal(request),
          () => (requests += 1),
        ),
    });
    expect(withVerdict(results, 'pass', 'info', 'fail', 'warn', 'error')).toEqual([]);
    expect(exitCodeOf(results).code).toBe(3);
    expect(requests).toBeLessThanOrEqual(5);
    for (const part of says) expect(results.requirements[0]?.message).toContain(part);
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

test('an implementation whose own errors are pages is judged and fails', SLOW, async () => {
  const results = await judgedBehind((_, { status, body }) => page(status, body.toString().replace(/["{}]/g, ' ')));
  expect(results.outcome).toBe('nonconformant');
  expect(withVerdict(results, 'pass', 'fail').length).toBeGreaterThan(50);
});

test(
  'so is one whose page for an unknown user is that for an unknown path: it refuses who has no credentials',
  SLOW,
  async () => {
    const results = await judgedBehind((_, { status }) =>
      status === 401 ? page(401, 'Log in') : page(404, 'Not Found'),
    );
    expect(results.outcome).toBe('nonconformant');
    expect(withVerdict(results, 'pass', 'fail').length).toBeGreaterThan(50);
  },
);

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
