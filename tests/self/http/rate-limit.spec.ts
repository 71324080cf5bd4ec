import { test, expect } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { limited, parseRate } from '../../../src/http/rate-limit.ts';
import type { Transport, WireResponse } from '../../../src/http/types.ts';
import { LIMITS } from './servers.ts';

const ANSWER: WireResponse = { status: 200, headers: [], body: Buffer.alloc(0), truncated: false, durationMs: 0 };
const request = (name: string) => ({ method: 'GET', url: `http://127.0.0.1/${name}`, headers: [] });

/** A transport that notes when each request starts; each then takes `ms`. */
function noting(clock: ReturnType<typeof virtualClock>, ms = 0) {
  const starts: string[] = [];
  const transport: Transport = async ({ url }) => {
    starts.push(`${url.slice(16)}@${clock.now()}`);
    await clock.sleep(ms);
    return ANSWER;
  };
  return { starts, transport };
}

test.describe('the rate limit', () => {
  test('spaces the starts of all callers, in order of their asking', async () => {
    const clock = virtualClock(0);
    const { starts, transport } = noting(clock);
    const send = limited(transport, { perSecond: 2 }, clock);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => send(request(name), LIMITS)));
    expect(starts).toEqual(['/a@0', '/b@500', '/c@1000', '/d@1500']);
  });

  test('counts from start to start: a slow answer costs nothing more, and answers may overlap', async () => {
    const clock = virtualClock(0);
    const { starts, transport } = noting(clock, 800);
    const send = limited(transport, { perSecond: 2 }, clock);
    const one = async (name: string) => {
      await send(request(`${name}1`), LIMITS);
      await send(request(`${name}2`), LIMITS);
    };
    await Promise.all([one('a'), one('b')]);
    expect(starts).toEqual(['/a1@0', '/b1@500', '/a2@1000', '/b2@1500']);
  });

  test('saves nothing up while nobody sends', async () => {
    const clock = virtualClock(0);
    const { starts, transport } = noting(clock);
    const send = limited(transport, { perSecond: 10 }, clock);
    await send(request('a'), LIMITS);
    await clock.sleep(5000);
    await Promise.all(['b', 'c', 'd'].map((name) => send(request(name), LIMITS)));
    expect(starts).toEqual(['/a@0', '/b@5000', '/c@5100', '/d@5200']);
  });

  test('goes on after a failure, and passes request, limits and answer on as they are', async () => {
    const clock = virtualClock(0);
    const seen: unknown[] = [];
    const send = limited(
      async (...args) => {
        seen.push(args);
        return seen.length === 1 ? Promise.reject(new Error('gone')) : ANSWER;
      },
      { perSecond: 1 },
      clock,
    );
    const [first, second] = [request('a'), request('b')];
    const outcomes = await Promise.allSettled([send(first, LIMITS), send(second, LIMITS)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(seen).toEqual([
      [first, LIMITS],
      [second, LIMITS],
    ]);
    expect(clock.now()).toBe(1000);
  });
});

test.describe('a rate is written', () => {
  for (const [text, perSecond] of [
    ['2/s', 2],
    ['120/m', 2],
    [' 1/m ', 1 / 60],
    ['0.5/s', 0.5],
    ['100000/s', 100_000],
  ] as const)
    test(`"${text}"`, () => {
      expect(parseRate(text)).toEqual({ perSecond });
    });

  for (const text of [
    '',
    '2',
    '/s',
    '0/s',
    '0.0/m',
    '-1/s',
    '2/h',
    '2/S',
    '2 /s',
    '1e3/s',
    '2/s/m',
    'two/s',
    '2.5555/s',
  ])
    test(`not "${text}"`, () => {
      expect(() => parseRate(text)).toThrow(
        /^--rate takes a number of requests per second or per minute above 0, such as 2\/s or 120\/m\.$/,
      );
    });

  test('the sentence names the option it is told', () => {
    expect(() => parseRate('fast', 'SOME_RATE')).toThrow(/^SOME_RATE takes/);
  });
});
