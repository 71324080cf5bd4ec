import { expect, test } from '@playwright/test';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf } from './in-process.ts';

test.afterAll(disposeOfKeys);

const HOUR_MS = 3_600_000;

test('what needs no erasure is judged while the deletion is pending; erasure and isolation wait', async () => {
  const results = await judgeKnot({
    deletionDelayMs: HOUR_MS,
    environment: { KNOT_DELETION_DEADLINE_MS: String(2 * HOUR_MS), KNOT_SETTLE_MS: '100' },
    select: ({ id }) => /deletion-is-accepted|deleted-user-is-gone|other-users-are-untouched/.test(id),
  });
  expect(resultOf(results, 'deletion-is-accepted')).toMatchObject({ verdict: 'pass', reason: null });
  for (const slug of ['deleted-user-is-gone', 'other-users-are-untouched'])
    expect(resultOf(results, slug)).toMatchObject({ verdict: 'inconclusive', reason: 'pending' });
});

test('a batch that answers 202 and lists its users is judged by that at once', async () => {
  const environment = { MASTERCARD_SETTLE_MS: '100', MASTERCARD_DELETION_DEADLINE_MS: String(2 * HOUR_MS) };
  const results = await judgeMastercard({
    deletionDelayMs: HOUR_MS,
    environment,
    select: ({ id }) => /deletion-is-accepted|two-users-are-deleted-in-one-request/.test(id),
  });
  expect(resultOf(results, 'deletion-is-accepted').verdict).toBe('pass');
  expect(resultOf(results, 'two-users-are-deleted-in-one-request').reason).toBe('pending');
});
