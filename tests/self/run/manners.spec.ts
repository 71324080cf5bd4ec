import { expect, test } from '@playwright/test';
import type { Transport, WireResponse } from '../../../src/exchange/types.ts';
import { judgeKnot, resultOf, withVerdict } from './in-process.ts';

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

for (const path of ['/session/create', '/user/delete'])
  test(`a run waits for a target that asks it to, and sends ${path} again`, async () => {
    const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith(path), 2) });
    expect(withVerdict(results, 'pass')).toHaveLength(2);
    expect(Date.parse(results.finishedAt) - Date.parse(results.startedAt)).toBeGreaterThanOrEqual(14_000);
    expect(results.targets[0]?.pacing).toMatchObject({ refused: 2, pauses: 2, waitedMs: 14_000, gaveUp: false });
  });

test('but not for ever: what refuses set-up alone keeps users from being created', async () => {
  const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith('/session/create'), Infinity) });
  expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'inconclusive', reason: 'rate-limited' });
  expect(resultOf(results, 'unknown-user-is-refused').verdict).toBe('pass');
});

test('a target that never stops refusing the deletion ends the run inconclusive', async () => {
  const results = await judgeKnot({ ...only, through: busy((url) => url.endsWith('/user/delete'), Infinity) });
  expect(resultOf(results, 'unknown-user-is-refused')).toMatchObject({
    verdict: 'inconclusive',
    reason: 'rate-limited',
  });
});
