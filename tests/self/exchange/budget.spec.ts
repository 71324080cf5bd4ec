import { test, expect } from '@playwright/test';
import { budgeted } from '../../../src/exchange/budget.ts';
import { virtualClock } from '../../../src/exchange/clock.ts';
import { limited } from '../../../src/exchange/rate.ts';
import { ExchangeError, type Transport } from '../../../src/exchange/types.ts';
import { LIMITS } from './servers.ts';

const request = { method: 'GET', url: 'http://127.0.0.1/', headers: [] };

function counting(): { transport: Transport; sent: () => number } {
  let sent = 0;
  const transport: Transport = async () => {
    if (++sent % 2 === 0) throw new ExchangeError('reset', 'gone');
    return { status: 200, headers: [], body: Buffer.alloc(0), truncated: false, durationMs: 0 };
  };
  return { transport, sent: () => sent };
}

test('so many requests are sent, answered or not, and every further one is unsent', async () => {
  const { transport, sent } = counting();
  const send = budgeted(transport, 3);
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => send(request, LIMITS)));
  const unsent = {
    kind: 'unsent',
    message: 'The request was not sent: all 3 requests that --max-requests allows had been sent.',
  };
  expect(
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason) as unknown),
  ).toEqual([
    expect.objectContaining({ status: 200 }),
    expect.objectContaining({ kind: 'reset' }),
    expect.objectContaining({ status: 200 }),
    expect.objectContaining(unsent),
    expect.objectContaining(unsent),
  ]);
  expect(sent()).toBe(3);
});

test('one is one, none is none', async () => {
  const { transport, sent } = counting();
  await expect(budgeted(transport, 0)(request, LIMITS)).rejects.toMatchObject({ kind: 'unsent' });
  expect(sent()).toBe(0);
  const send = budgeted(transport, 1);
  await send(request, LIMITS);
  await expect(send(request, LIMITS)).rejects.toThrow('the one request that --max-requests allows');
});

test('around a rate limit, what is not sent does not wait', async () => {
  const clock = virtualClock(0);
  const send = budgeted(limited(counting().transport, { perSecond: 1 }, clock), 1);
  await send(request, LIMITS);
  await expect(send(request, LIMITS)).rejects.toMatchObject({ kind: 'unsent' });
  expect(clock.now()).toBe(0);
});
