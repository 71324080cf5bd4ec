import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Transport, WireRequest, WireResponse } from '../../../src/http/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { exitCodeOf } from '../../../src/verdict/exit-code.ts';
import { page } from '../detection/wire.ts';
import { judgeKnot, withVerdict } from './in-process.ts';
import { pathOf, WALLS } from './walls.ts';

const FIRST_RUN = readFileSync(new URL('../../../docs/first-run.md', import.meta.url), 'utf8');

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
    expect(FIRST_RUN).toContain(`${sentence.slice(sentence.lastIndexOf('. ') + 2)}\``);
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
