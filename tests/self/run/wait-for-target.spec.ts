import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { ExchangeError, type Transport, type WireResponse } from '../../../src/http/types.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { NO_TIMES } from '../../../src/run/run-durations.ts';
import { judgeSandbox, resultOf, withVerdict } from './in-process.ts';

const select = ({ id }: { id: string }) => /deleted-user-is-gone|unknown-user-is-refused/.test(id);
const answer = (status: number): WireResponse => {
  return { status, headers: [], body: Buffer.from('{}'), truncated: false, durationMs: 1 };
};
const refused: Transport = async () => {
  throw new ExchangeError('refused', 'Nothing listens at target (ECONNREFUSED).');
};
const silent =
  (clock: Clock): Transport =>
  async (_, { timeoutMs }) => {
    await clock.sleep(timeoutMs);
    throw new ExchangeError('timeout', `target sent no status line within ${timeoutMs} ms.`, timeoutMs);
  };

/** Judges the sandbox behind something that answers first, by seconds since the beginning. */
async function judge(before: (second: number, clock: Clock) => Transport | undefined, waitMs: number | null) {
  const clock = virtualClock();
  const start = clock.now();
  const asked: { second: number; method: string; url: string }[] = [];
  const through =
    (inner: Transport): Transport =>
    (request, limits) => {
      const second = (clock.now() - start) / 1000;
      asked.push({ second, method: request.method, url: request.url });
      return (before(second, clock) ?? inner)(request, limits);
    };
  const sandbox = await createKnotSandbox({ clock });
  const results = await judgeSandbox(sandbox, clock, { select, through, times: { ...NO_TIMES, waitMs } });
  return { results, asked };
}

/** Nobody for 20 s, then a gateway for 10 s. */
const starting = (second: number): Transport | undefined => {
  if (second < 20) return refused;
  return second < 30 ? async () => answer(502 + (Math.floor(second) % 3)) : undefined;
};

test('a target that is started is waited for, and judged as if it had been there', async () => {
  const { results, asked } = await judge(starting, 60_000);
  expect(withVerdict(results, 'pass')).toHaveLength(2);
  const waited = asked.filter(({ second }) => second < 30);
  expect(waited.length).toBeGreaterThan(5);
  expect(waited.length).toBeLessThan(20);
  expect(waited.every(({ url }) => url.endsWith('/user/delete'))).toBe(true);
  expect(asked.find(({ second }) => second >= 30)?.second).toBeLessThan(36);
  // What gateways said is no answer of the target.
  expect(results.requirements.flatMap(({ evidence }) => evidence).some(({ at }) => at < '2026-01-01T00:00:30')).toBe(
    false,
  );
});

test('without --wait it is not', async () => {
  const { results } = await judge(starting, null);
  expect(resultOf(results, 'unknown-user-is-refused')).toMatchObject({ verdict: 'inconclusive', reason: 'network' });
});

for (const [what, before, reason, last] of [
  ['that nobody starts', () => refused, 'network', /Nothing listens at target \(ECONNREFUSED\)\./],
  ['whose gateway stays alone', () => async () => answer(503), 'gateway', /It answered 503 last\./],
  ['that says nothing', (_: number, clock: Clock) => silent(clock), 'timeout', /sent no status line/],
] as const)
  test(`a target ${what} is not waited for longer, and nothing else is sent`, async () => {
    const { results, asked } = await judge(before, 25_000);
    expect(results.outcome).toBe('incomplete');
    const result = resultOf(results, 'deleted-user-is-gone');
    expect(result).toMatchObject({ verdict: 'inconclusive', reason });
    expect(result.message).toMatch(/^Not sent\. The target did not answer within 25 s \(--wait\)\. /);
    expect(result.message).toMatch(last);
    expect(Date.parse(results.finishedAt) - Date.parse(results.startedAt)).toBe(25_000);
    expect(asked.every(({ url }) => url.endsWith('/user/delete'))).toBe(true);
  });

for (const status of [200, 401, 404, 429, 500])
  test(`${status} is an answer`, async () => {
    const { asked } = await judge((second) => (second < 10 ? async () => answer(status) : undefined), 60_000);
    // A refusal is an answer too; the run then begins with the pause for it.
    expect(asked.slice(0, 2).map(({ second }) => Math.floor(second))).toEqual([0, status === 429 ? 1 : 0]);
  });

test('without --wait a gateway that stays alone ends the run within ten seconds, and the sentence names the option', async () => {
  for (const status of [502, 503, 504]) {
    const { results, asked } = await judge(() => async () => answer(status), null);
    expect(asked).toHaveLength(5);
    expect(asked.at(-1)?.second).toBeLessThan(10);
    expect(results.outcome).toBe('incomplete');
    expect(resultOf(results, 'deleted-user-is-gone')).toMatchObject({ verdict: 'inconclusive', reason: 'gateway' });
    expect(results.targets[0]?.notes.join()).toMatch(new RegExp(`answered ${status}.*--wait 60s`));
  }
});

test('a moment of it at the beginning is waited out', async () => {
  const { results } = await judge((second) => (second < 5 ? async () => answer(503) : undefined), null);
  expect(withVerdict(results, 'pass')).toHaveLength(2);
});

test('a gateway that stays alone in the middle of a run ends it within two minutes, and what may be left is counted', async () => {
  let count = 0;
  const { results, asked } = await judge(() => ((count += 1) > 15 ? async () => answer(503) : undefined), null);
  expect(asked.at(-1)?.second).toBeLessThan(120);
  expect(asked.length).toBeLessThan(60);
  const [, left, all] = /^Left behind: (\d+) of the (\d+) users/.exec(results.cleanup[0]?.message ?? '') ?? [];
  expect(Number(left)).toBeGreaterThan(0);
  expect(Number(left)).toBeLessThanOrEqual(Number(all));
});
