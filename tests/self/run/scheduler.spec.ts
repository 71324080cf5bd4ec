import { expect, test } from '@playwright/test';
import { createScheduler } from '../../../src/run/scheduler.ts';
import type { RequirementReport } from '../../../src/run/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

/** A scheduler of requirements a to e, whose judgements end when the test says so. */
function schedulerOf(concurrency: number, lanes: Readonly<Record<string, string>> = {}) {
  const begun: string[] = [];
  const ends = new Map<string, (report: RequirementReport) => void>();
  const requirements = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }) as Requirement);
  const judge = ({ id }: Requirement) => {
    begun.push(id);
    return new Promise<RequirementReport>((resolve) => ends.set(id, resolve));
  };
  const scheduler = createScheduler({
    requirements,
    judge,
    concurrency: () => concurrency,
    lane: ({ id }) => lanes[id],
  });
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.({ result: { id }, contract: [] } as unknown as RequirementReport);
    await scheduler.report(id);
    await new Promise(setImmediate);
  };
  return { scheduler, begun, end };
}

test('a requirement that is asked for is judged once, and its report is the same for all who ask', async () => {
  const { scheduler, begun, end } = schedulerOf(1);
  const first = scheduler.report('b');
  const second = scheduler.report('b');
  await end('b');
  expect(await first).toBe(await second);
  expect(begun).toEqual(['b']);
});

test('started requirements follow in their order, so many at a time', async () => {
  const { scheduler, begun, end } = schedulerOf(2);
  scheduler.start(['e', 'a', 'b', 'd', 'unknown']);
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'd', 'e']);
});

test('of a lane one requirement at a time is judged, and the others go on meanwhile', async () => {
  const { scheduler, begun, end } = schedulerOf(2, { a: 'lane', b: 'lane', d: 'lane' });
  scheduler.start(['a', 'b', 'c', 'd', 'e']);
  expect(begun).toEqual(['a', 'c']);
  await end('c');
  expect(begun).toEqual(['a', 'c', 'e']);
  await end('a');
  expect(begun).toEqual(['a', 'c', 'e', 'b']);
});

test('asking never exceeds the limit, and what was asked for is judged without being started', async () => {
  const { scheduler, begun, end } = schedulerOf(1);
  scheduler.start(['a']);
  void scheduler.report('c');
  expect(begun).toEqual(['a']);
  await end('a');
  expect(begun).toEqual(['a', 'c']);
});

test('a stopped scheduler begins nothing, and ends what it has begun', async () => {
  const { scheduler, begun, end } = schedulerOf(1);
  scheduler.start(['a', 'b']);
  const report = scheduler.report('a');
  scheduler.stop();
  await end('a');
  expect((await report)?.result.id).toBe('a');
  expect(begun).toEqual(['a']);
  expect(await scheduler.report('b')).toBeUndefined();
  expect(await scheduler.report('d')).toBeUndefined();
});

test('idle waits for what is under way and what waits', async () => {
  const { scheduler, end } = schedulerOf(1);
  scheduler.start(['a', 'b']);
  const idle = scheduler.idle();
  await end('a');
  await end('b');
  expect((await idle).map(({ result }) => result.id)).toEqual(['a', 'b']);
  await expect(scheduler.report('z')).rejects.toThrow('does not judge z');
});
