import { test, expect } from '@playwright/test';
import { createBudget } from '../../../src/http/request-budget.ts';
import { ExchangeError, type Transport } from '../../../src/http/types.ts';
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
  const send = createBudget(3)(transport);
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
  await expect(createBudget(0)(transport)(request, LIMITS)).rejects.toMatchObject({ kind: 'unsent' });
  expect(sent()).toBe(0);
  const send = createBudget(1)(transport);
  await send(request, LIMITS);
  await expect(send(request, LIMITS)).rejects.toThrow('the one request that --max-requests allows');
});

test('transports share it', async () => {
  const [one, other] = [counting(), counting()];
  const budget = createBudget(1);
  await budget(one.transport)(request, LIMITS);
  await expect(budget(other.transport)(request, LIMITS)).rejects.toMatchObject({ kind: 'unsent' });
  expect(other.sent()).toBe(0);
});
