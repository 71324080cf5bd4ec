import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { createPacer } from '../../../src/http/pacing/pacer.ts';
import { ExchangeError, type HeaderLines, type WireResponse } from '../../../src/http/types.ts';
import { bucket, fixedWindow, tooMany, type Limiter } from './limiters.ts';

const REQUEST = { method: 'POST', url: 'http://127.0.0.1/', headers: [] };
const LIMITS = { timeoutMs: 1000, maxBytes: 1000 };
const answered = (headers: HeaderLines = []): WireResponse => ({ ...tooMany(headers), status: 200 });

type Answer = (path: string, key: string) => WireResponse;

/** Sends through a pacer to what answers after a latency, each request again until it is answered. */
function sending(clock: Clock, answer: Answer, latencyMs = 0) {
  const concurrency = { least: 1, first: 12, most: 12 };
  const pacer = createPacer({ clock, concurrency });
  const start = clock.now();
  const sent: number[] = [];
  const once = async (path: string, key: string): Promise<WireResponse> => {
    const about = { path, request: () => key };
    await pacer.turn(about);
    sent.push(clock.now() - start);
    const transport = pacer.transport(async () => {
      await clock.sleep(latencyMs);
      return answer(path, key);
    }, about);
    return transport(REQUEST, LIMITS);
  };
  const until = async (path: string, key: string): Promise<void> => {
    while ((await once(path, key)).status !== 200);
  };
  /** So many requests, so many at a time. */
  const many = async (count: number, atOnce: number): Promise<number> => {
    let next = 0;
    const worker = async () => {
      while (next < count) await until('delete', String(next++));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return (clock.now() - start) / 1000;
  };
  return { pacer, sent, once, until, many };
}

const behind = (limiter: Limiter): Answer => {
  return () => {
    const refusal = limiter.take();
    return refusal ? tooMany(refusal.headers) : answered(limiter.headers());
  };
};

test('without limits nothing waits', async () => {
  const { pacer, many } = sending(virtualClock(), () => answered());
  expect(await many(500, 12)).toBe(0);
  expect(pacer.report()).toBeUndefined();
});

test('everything pauses as long as one answer asks', async () => {
  const clock = virtualClock();
  let count = 0;
  const { sent, many, pacer } = sending(
    clock,
    () => (++count === 3 ? tooMany([['Retry-After', '40']]) : answered()),
    10,
  );
  await many(8, 1);
  expect(sent.slice(0, 3)).toEqual([0, 10, 20]);
  expect(sent[3]).toBe(40_030);
  expect(pacer.report()).toMatchObject({ refused: 1, pauses: 1, waitedMs: 40_000, gaveUp: false });
});

test('where an answer does not say how long, the pauses grow', async () => {
  let left = 5;
  const { sent, until } = sending(virtualClock(), () => (left-- > 0 ? tooMany() : answered()));
  await until('delete', 'a');
  expect(sent).toEqual([0, 1000, 3000, 7000, 15_000, 31_000]);
});

// Each must end in no more than the given multiple of requests ÷ rate.
const fits: [what: string, limiter: (clock: Clock) => Limiter, perSecond: number, most: number][] = [
  [
    '60 a minute with Retry-After',
    (clock) => fixedWindow({ most: 60, ms: 60_000, tells: 'retry-after' }, clock),
    1,
    1.15,
  ],
  [
    '60 a minute that are counted down',
    (clock) => fixedWindow({ most: 60, ms: 60_000, tells: 'remaining' }, clock),
    1,
    1.15,
  ],
  ['60 a minute without a word', (clock) => fixedWindow({ most: 60, ms: 60_000 }, clock), 1, 1.2],
  ['10 a second, 5 at once', (clock) => bucket({ perSecond: 10, burst: 5 }, clock), 10, 1.2],
  ['5 a second', (clock) => fixedWindow({ most: 5, ms: 1000 }, clock), 5, 1.15],
];
for (const [what, limiter, perSecond, most] of fits)
  test(`the pace fits ${what}`, async () => {
    const clock = virtualClock();
    const { many, pacer } = sending(clock, behind(limiter(clock)), 300);
    const seconds = await many(800, 12);
    const { refused = 0 } = pacer.report() ?? {};
    expect(seconds / (800 / perSecond)).toBeLessThanOrEqual(most);
    expect(refused).toBeLessThan(100);
  });

test('an announced quota is never exceeded', async () => {
  const clock = virtualClock();
  const { many, pacer } = sending(clock, behind(fixedWindow({ most: 10, ms: 30_000, tells: 'remaining' }, clock)));
  await many(35, 1);
  expect(pacer.report()).toMatchObject({ refused: 0, pauses: 3 });
});

test('a target that says with every answer that nothing is left is not believed for ever', async () => {
  const answer = () =>
    answered([
      ['X-RateLimit-Remaining', '0'],
      ['X-RateLimit-Reset', '60'],
    ]);
  const { many } = sending(virtualClock(), answer);
  expect(await many(800, 12)).toBeLessThan(300);
});

const endless: [what: string, headers: HeaderLines][] = [
  ['without a word', []],
  ['and asks for a year', [['Retry-After', '31536000']]],
  ['with a date in the past', [['Retry-After', 'Thu, 01 Jan 1970 00:00:00 GMT']]],
  ['with ten thousand limits', [['RateLimit', '"a";r=0;t=1, '.repeat(10_000)]]],
];
for (const [what, headers] of endless)
  test(`429 for ever ${what} ends`, async () => {
    const clock = virtualClock();
    const start = clock.now();
    const { once, sent } = sending(clock, () => tooMany(headers));
    const ending = async () => {
      for (let tries = 0; ; tries += 1) await once(tries % 2 ? 'read' : 'delete', String(tries));
    };
    const error = await ending().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExchangeError);
    expect(error).toMatchObject({ kind: 'unsent', reason: 'rate-limited' });
    expect((error as Error).message).toContain('no rate is known that would fit');
    expect(clock.now() - start).toBeLessThan(600_000);
    expect(sent.length).toBeLessThan(30);
  });

test('the sentence names a rate that would fit', async () => {
  const clock = virtualClock();
  const limiter = fixedWindow({ most: 60, ms: 60_000, tells: 'retry-after' }, clock);
  const { many, pacer } = sending(clock, behind(limiter));
  await many(130, 12);
  expect(pacer.fitting()).toMatch(/^About \d+(\.\d)? requests a minute were answered: try --rate [3-6]\d\/m\.$/);
});

for (const [scope, isMeant] of [
  ['path', (path: string) => path === 'delete'],
  ['user', (_: string, key: string) => key === 'a'],
] as const)
  test(`a limit of one ${scope} does not stop the others for ever`, async () => {
    const clock = virtualClock();
    const start = clock.now();
    const { once, until, pacer } = sending(clock, (path, key) => (isMeant(path, key) ? tooMany() : answered()));
    let others = 0;
    const refusedOnes = async () => {
      for (;;) await once('delete', 'a');
    };
    const rest = async () => {
      for (; others < 200; others += 1) await until('read', `b${others}`);
    };
    const [error] = await Promise.all([refusedOnes().catch((thrown: unknown) => thrown), rest()]);
    expect(others).toBe(200);
    expect(error).toMatchObject({ kind: 'unsent', reason: 'rate-limited' });
    expect((error as Error).message).toContain('while others were answered');
    expect(pacer.report()).toMatchObject({ gaveUp: false });
    expect(pacer.report()?.waitedMs).toBeLessThan(30_000);
    expect(clock.now() - start).toBeLessThan(1_200_000);
  });

for (const [what, reason, first] of [
  ['that had answered some', 'credential-limit', 200],
  ['that never answered one', 'rate-limited', 429],
] as const)
  test(`a limit of bad credentials alone, of a target ${what}, stops nothing else`, async () => {
    const clock = virtualClock();
    const start = clock.now();
    let bad = 0;
    const pacer = createPacer({ clock, concurrency: { least: 1, first: 1, most: 12 } });
    const send = async (badCredentials: boolean): Promise<WireResponse> => {
      const about = { path: 'delete', request: () => String(clock.now()), badCredentials };
      await pacer.turn(about);
      const status = badCredentials && bad++ > 0 ? 429 : first;
      const response = badCredentials ? { ...tooMany([['Retry-After', '30']]), status } : answered();
      return pacer.transport(() => Promise.resolve(response), about)(REQUEST, LIMITS);
    };
    const alternately = async () => {
      for (;;) {
        await send(true);
        await send(false);
      }
    };
    expect(await alternately().catch((thrown: unknown) => thrown)).toMatchObject({ kind: 'unsent', reason });
    expect(clock.now() - start).toBeLessThan(180_000);
    const since = clock.now();
    for (let count = 0; count < 100; count += 1) expect((await send(false)).status).toBe(200);
    expect(clock.now()).toBe(since);
    expect(pacer.report()).toMatchObject({ pauses: 0, perSecond: null });
    await expect(send(true)).rejects.toThrow('The target refused bad credentials');
  });

test('a target that refuses every fourth request whatever the pace is asked to the end', async () => {
  let count = 0;
  const { many } = sending(virtualClock(), () => (++count % 4 === 0 ? tooMany([['Retry-After', '3']]) : answered()));
  expect(await many(800, 12)).toBeLessThan(7200);
});

test('concurrency grows while nothing is refused, and is halved when something is', async () => {
  const clock = virtualClock();
  const pacer = createPacer({ clock, concurrency: { least: 1, first: 2, most: 12 } });
  const send = async (status: number) => {
    await pacer.turn();
    await pacer.transport(async () => ({ ...answered(), status }))(REQUEST, LIMITS);
  };
  expect(pacer.concurrency).toBe(2);
  for (let count = 0; count < 200; count += 1) await send(200);
  expect(pacer.concurrency).toBe(12);
  await send(429);
  expect(pacer.concurrency).toBe(6);
});
