import { expect, test } from '@playwright/test';
import type { Transport, WireResponse } from '../../../src/http/types.ts';
import { judgeKnot, resultOf, withVerdict } from '../run/in-process.ts';

const WAIT: WireResponse = {
  status: 429,
  headers: [['Retry-After', '7']],
  body: Buffer.from('{}'),
  truncated: false,
  durationMs: 1,
};

const only = { select: ({ id }: { id: string }) => /deleted-user-is-gone|unknown-user-is-refused/.test(id) };

/** Answers the first requests of a kind 429. */
const busy =
  (isMeant: (url: string) => boolean, times: number) =>
  (inner: Transport): Transport => {
    const left = { times };
    return async (request, limits) => (isMeant(request.url) && left.times-- > 0 ? WAIT : inner(request, limits));
  };

test('set-up waits for a target that asks it to', async () => {
  const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith('/session/create'), 2) });
  expect(withVerdict(results, 'pass')).toHaveLength(2);
  expect(Date.parse(results.finishedAt) - Date.parse(results.startedAt)).toBeGreaterThanOrEqual(14_000);
});

test('but not for ever', async () => {
  const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith('/session/create'), 100) });
  expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'not-run', reason: 'rate-limited' });
});

test('a judged request is never repeated', async () => {
  const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith('/user/delete'), 1000) });
  expect(resultOf(results, 'unknown-user-is-refused')).toMatchObject({
    verdict: 'inconclusive',
    reason: 'rate-limited',
  });
});
