import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { ExchangeError, type Transport, type WireRequest } from '../../../src/http/types.ts';
import { createKnotSandbox, type KnotOptions } from '../../../src/sandbox/knot/index.ts';
import { NO_TIMES } from '../../../src/run/run-durations.ts';
import { exitCodeOf } from '../../../src/verdict/exit-code.ts';
import { SLOW } from '../part.ts';
import { judgeSandbox } from './in-process.ts';

const MAX_MS = 30_000;

interface Asked {
  readonly second: number;
  readonly request: WireRequest;
}

interface Slow {
  readonly maxTimeMs?: number | null;
  /** Whether it says nothing more once the time is over. */
  readonly falls?: 'silent';
  readonly behaviour?: KnotOptions['behaviour'];
}

/** Judges a sandbox that takes a second for each request. */
async function judgeSlow({ maxTimeMs = MAX_MS, falls, behaviour }: Slow = {}) {
  const clock = virtualClock();
  const start = clock.now();
  const asked: Asked[] = [];
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      asked.push({ second: (clock.now() - start) / 1000, request });
      if (falls && clock.now() - start >= MAX_MS) {
        await clock.sleep(limits.timeoutMs);
        throw new ExchangeError('timeout', 'silence', limits.timeoutMs);
      }
      await clock.sleep(1000);
      return inner(request, limits);
    };
  const sandbox = await createKnotSandbox({ clock, ...(behaviour ? { behaviour } : {}) });
  const results = await judgeSandbox(sandbox, clock, { through, times: { ...NO_TIMES, maxTimeMs } });
  const seconds = (Date.parse(results.finishedAt) - Date.parse(results.startedAt)) / 1000;
  const interrupted = results.requirements.filter(({ reason }) => reason === 'interrupted');
  return { results, asked, seconds, interrupted };
}

test('the run ends in order: looks, clean-up, report, exit 3', SLOW, async () => {
  const { results, asked, seconds, interrupted } = await judgeSlow();
  expect([results.outcome, exitCodeOf(results).code]).toEqual(['incomplete', 3]);
  expect(results.headline).toContain('ended by --max-time');
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThan(95);
  expect(results.requirements.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(5);
  expect(results.requirements.filter(({ verdict }) => ['fail', 'warn', 'error'].includes(verdict))).toEqual([]);
  expect(interrupted.every(({ verdict }) => verdict === 'not-run')).toBe(true);
  expect(interrupted.map(({ message }) => message)).toContain(
    'The time that --max-time gives the run was over before this requirement was judged.',
  );
  // The looks took place, and nobody is left.
  expect(results.requirements.find(({ id }) => id === 'knot/deleted-users-stay-gone')?.verdict).toBe('pass');
  expect(results.cleanup[0]?.message).toMatch(/^Clean: every user that the run created was deleted/);
  const late = asked.filter(({ second }) => second >= 30).map(({ request }) => new URL(request.url).pathname);
  expect(late.length).toBeGreaterThan(10);
  expect(new Set(late.map((path) => path.replace(/^.*\//, '')))).toEqual(new Set(['get', 'delete']));
});

test('a target that falls silent does not keep the run: the looks and the clean-up have a minute', SLOW, async () => {
  const { results, seconds } = await judgeSlow({ falls: 'silent' });
  expect(seconds).toBeGreaterThan(30);
  // The minute, and the last request's own time limit.
  expect(seconds).toBeLessThan(105);
  expect(results.outcome).toBe('incomplete');
  expect(results.cleanup[0]?.left.length).toBeGreaterThan(0);
});

test('what was found before stays found', async () => {
  const { results } = await judgeSlow({ behaviour: { deleteUser: () => true } });
  expect(exitCodeOf(results).code).toBe(1);
});

test('a run that is done in time is not touched', SLOW, async () => {
  const { results, interrupted } = await judgeSlow({ maxTimeMs: 3_600_000 });
  expect([results.outcome, interrupted]).toEqual(['conformant', []]);
  expect(results.headline).not.toContain('--max-time');
});
