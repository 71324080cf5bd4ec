import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { linger } from '../../../src/run/watch-schedule.ts';
import { NO_TIMES } from '../../../src/run/run-durations.ts';
import { createKnotSandbox, type KnotOptions } from '../../../src/sandbox/knot/index.ts';
import { backAfter } from '../detection/knot/returns.ts';
import { backAfter as mastercardBackAfter } from '../detection/mastercard/returns.ts';
import { SLOW } from '../part.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, judgeSandbox, resultOf } from './in-process.ts';

test.afterAll(disposeOfKeys);

const few = ({ id }: { id: string }) =>
  /deleted-user-is-gone|stay-gone|unknown-user-is-|other-users-still-live/.test(id);
const lingering = (lingerMs: number | null) => ({ select: few, times: { ...NO_TIMES, lingerMs } });

test('who is back after 20 s is missed by a run, and found by one that lingers', SLOW, async () => {
  const runs = {
    knot: (lingerMs: number | null) => judgeKnot({ ...backAfter(20_000), ...lingering(lingerMs) }),
    mastercard: (lingerMs: number | null) =>
      judgeMastercard({ ...mastercardBackAfter(20_000), ...lingering(lingerMs) }),
  };
  for (const judge of Object.values(runs)) {
    expect(resultOf(await judge(null), 'deleted-users-stay-gone').verdict).toBe('pass');
    expect(resultOf(await judge(30_000), 'deleted-users-stay-gone').verdict).toBe('fail');
  }
});

test('who was back in the middle stays accused, and the message says when', async () => {
  const results = await judgeKnot({ ...backAfter(12_000, 20_000), ...lingering(30_000) });
  const { verdict, message } = resultOf(results, 'deleted-users-stay-gone');
  expect(verdict).toBe('fail');
  expect(message).toMatch(/User conformance-\S+, 1[67] s after the deletion was answered, still exists\./);
});

test('the report says how often and until when deleted users were looked at', async () => {
  const [short, long] = [await judgeKnot(lingering(null)), await judgeKnot(lingering(30_000))];
  expect(short.targets[0]?.notes).toContain('Deleted users were looked at 1 to 2 times, until 2 s after the answer.');
  expect(long.targets[0]?.notes).toContain('Deleted users were looked at 3 to 4 times, until 30 s after the answer.');
  const own = 'The deleted user was looked at 4 times, until 30 s after the answer.';
  expect(resultOf(long, 'deleted-user-is-gone').message).toBe(own);
  expect(resultOf(long, 'deleted-users-stay-gone').message).toContain('looked at 3 to 4 times, until 30 s after');
  expect(long.outcome).toBe(short.outcome);
});

test('each deleted user costs two reads more, and whoever must live none', async () => {
  let reads = 0;
  const through =
    (inner: Transport): Transport =>
    (request, limits) => {
      if (request.url.includes('/accounts/get')) reads += 1;
      return inner(request, limits);
    };
  const { targets } = await judgeKnot({ ...lingering(null), through });
  const short = reads;
  reads = 0;
  await judgeKnot({ ...lingering(30_000), through });
  expect(targets).toHaveLength(1);
  // The probe of the preflight, and the user of the one requirement that deletes.
  expect(reads - short).toBe(2 * 2);
});

test('--max-time ends the watch with a last look, and what it sees counts', async () => {
  const judge = async (behaviour?: KnotOptions['behaviour']) => {
    const clock = virtualClock();
    const sandbox = await createKnotSandbox({ clock, ...(behaviour ? { behaviour } : {}) });
    const times = { ...NO_TIMES, lingerMs: 3_600_000, maxTimeMs: 60_000 };
    return judgeSandbox(sandbox, clock, { select: few, times });
  };
  const results = await judge();
  expect(Date.parse(results.finishedAt) - Date.parse(results.startedAt)).toBeLessThan(70_000);
  expect(resultOf(results, 'deleted-users-stay-gone').verdict).toBe('pass');
  const back = await judge(backAfter(20_000).behaviour);
  expect(resultOf(back, 'deleted-users-stay-gone').verdict).toBe('fail');
});

test('the looks are early, in the middle and at the end', async () => {
  const clock = virtualClock();
  const since = clock.now();
  const at: [number, boolean][] = [];
  await linger({ since, lingerMs: 30_000, clock, inTime: clock }, async (isLast) => {
    at.push([clock.now() - since, isLast]);
  });
  expect(at).toEqual([
    [2000, false],
    [16_000, false],
    [30_000, true],
  ]);
});
