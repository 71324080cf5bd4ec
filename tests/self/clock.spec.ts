import { test, expect } from '@playwright/test';
import { systemClock, virtualClock } from '../../src/clock.ts';

test('the system clock tells the time and waits', async () => {
  const before = Date.now();
  await systemClock.sleep(5);
  await systemClock.sleep(-1);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before + 4);
});

test.describe('the virtual clock', () => {
  test('a day passes at once', async () => {
    const clock = virtualClock(1000);
    expect(clock.now()).toBe(1000);
    await clock.sleep(86_400_000);
    expect(clock.now()).toBe(86_401_000);
    await clock.sleep(0);
    await clock.sleep(-5);
    expect(clock.now()).toBe(86_401_000);
  });

  test('sleepers wake by due time, then by order of call', async () => {
    const clock = virtualClock(0);
    const log: string[] = [];
    const nap = async (name: string, ms: number) => {
      await clock.sleep(ms);
      log.push(`${name}@${clock.now()}`);
    };
    await Promise.all([nap('c', 30), nap('a', 10), nap('b', 20), nap('b2', 20)]);
    expect(log).toEqual(['a@10', 'b@20', 'b2@20', 'c@30']);
  });

  test('a server that takes its time and a client that polls interleave', async () => {
    const clock = virtualClock(0);
    const log: string[] = [];
    const state = { deleted: false };
    const server = clock.sleep(250).then(() => {
      state.deleted = true;
      log.push(`deleted@${clock.now()}`);
    });
    while (!state.deleted) {
      log.push(`living@${clock.now()}`);
      await clock.sleep(100);
    }
    log.push(`gone@${clock.now()}`);
    await server;
    expect(log).toEqual(['living@0', 'living@100', 'living@200', 'deleted@250', 'gone@300']);
  });

  test('time stands still while there is work', async () => {
    const clock = virtualClock(0);
    const late = clock.sleep(1000);
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now()).toBe(0);
    await late;
    expect(clock.now()).toBe(1000);
  });

  test('one who wakes and sleeps again comes before a later one', async () => {
    const clock = virtualClock(0);
    const log: number[] = [];
    const late = clock.sleep(25).then(() => log.push(clock.now()));
    for (let n = 0; n < 3; n++) {
      await clock.sleep(10);
      log.push(clock.now());
    }
    await late;
    expect(log).toEqual([10, 20, 25, 30]);
  });
});
