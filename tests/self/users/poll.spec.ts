import { test, expect } from '@playwright/test';
import { GONE, LIVES, house, reading, type Reply, type Setting } from './users-under-test.ts';

const USER = { id: 'someone', tenant: 'own', marker: 7, offered: false, exchanges: [] } as const;
const LEAVING: Reply = { status: 409, body: { code: 'LEAVING' } };

/** Watches a user deleted at instant 0. */
async function watched(read: (at: number) => Reply, target: Setting['target'] = {}) {
  const context = await house({ target, reply: reading(({ at }) => read(at)) });
  return { ...(await context.users.pollUntilGone(USER, 0)), sent: context.sent, clock: context.clock };
}

test('looks at once, then ever more rarely, and stops at the first "gone"', async () => {
  const { first, last, notJudged, sent } = await watched((at) => (at < 3000 ? LIVES : GONE));
  expect([first.state, last.state, notJudged]).toEqual(['living', 'gone', undefined]);
  expect(sent.map(({ at }) => at)).toEqual([0, 50, 150, 350, 750, 1550, 2550, 3550]);
});

test('gone at the first observation needs no second one', async () => {
  const { first, last, sent } = await watched(() => GONE);
  expect(last).toBe(first);
  expect(sent).toHaveLength(1);
});

test('the last observation comes just after a deadline that the settle time reaches; what it sees stands', async () => {
  for (const [reply, state] of [
    [LIVES, 'living'],
    [LEAVING, 'terminating'],
    [{ status: 500 }, 'answered 500'],
  ] as const) {
    const { last, notJudged, clock } = await watched(() => reply, { settleMs: 60_000, deadlineMs: 5000 });
    expect([last.state, notJudged]).toEqual([state, undefined]);
    expect(clock.now()).toBeGreaterThan(5000);
    expect(clock.now()).toBeLessThan(5200);
  }
});

test('before the deadline, who is still there is pending, with its instant', async () => {
  for (const reply of [LIVES, LEAVING]) {
    const { notJudged, clock } = await watched(() => reply, { settleMs: 5000, deadlineMs: 86_400_000 });
    expect(notJudged).toMatchObject({
      verdict: 'inconclusive',
      reason: 'pending',
      deadline: '1970-01-02T00:00:00.000Z',
    });
    expect(clock.now()).toBe(5000);
  }
});

test('a crash is a state and not pending, also before the deadline', async () => {
  const { last, notJudged } = await watched(() => ({ status: 500 }), { settleMs: 1000, deadlineMs: 86_400_000 });
  expect([last.state, notJudged]).toEqual(['answered 500', undefined]);
});

test('what cannot be judged at the end says why', async () => {
  const { last, notJudged } = await watched((at) => (at < 1000 ? LIVES : { status: 503 }));
  expect(last.state).toBe('unknown');
  expect(notJudged).toMatchObject({ verdict: 'inconclusive', reason: 'gateway' });
});

test('a read that recovers is judged by what it says then', async () => {
  const { last, notJudged } = await watched((at) => (at < 1000 ? 'reset' : GONE));
  expect([last.state, notJudged]).toEqual(['gone', undefined]);
});

test('a watch that begins after the deadline takes one look', async () => {
  const { users, sent, clock } = await house({ reply: reading(() => LIVES) });
  await clock.sleep(9000);
  expect(await users.pollUntilGone(USER, 0)).toMatchObject({ last: { state: 'living' } });
  expect(sent).toHaveLength(1);
});
