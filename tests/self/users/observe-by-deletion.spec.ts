import { test, expect } from '@playwright/test';
import { GONE, house, type Reply, type Setting } from './users-under-test.ts';

const USER = { id: 'someone', tenant: 'own', marker: 7, offered: true, exchanges: [] } as const;

const repeating = (reply: Reply, preflightResult: Setting['preflightResult'] = {}) =>
  house({ preflightResult: { observe: 'repeat', ...preflightResult }, reply: () => reply });

test('nothing is asked before the deletion', async () => {
  const { users, sent } = await repeating(GONE);
  expect(await users.observe(USER)).toMatchObject({ state: 'presumed', exchanges: [] });
  expect(sent).toEqual([]);
});

test('a created user is presumed to live', async () => {
  const { users, sent } = await house({ preflightResult: { observe: 'repeat' } });
  expect(await users.acquire({})).toHaveLength(1);
  expect(sent.map(({ operation }) => operation)).toEqual(['open', 'furnish']);
});

test('the documented not-found to a second deletion proves erasure', async () => {
  const { users, sent } = await repeating(GONE);
  const { last, notJudged } = await users.pollUntilGone(USER, 0);
  expect([last.state, notJudged]).toEqual(['gone', undefined]);
  expect(sent.map(({ operation, json }) => [operation, json])).toEqual([['remove', { data: { ids: ['someone'] } }]]);
});

test('a second success proves nothing', async () => {
  const { users } = await repeating({ status: 202, body: {} });
  const { last, notJudged } = await users.pollUntilGone(USER, 0);
  expect(last.state).toBe('unknown');
  expect(notJudged).toMatchObject({ verdict: 'inconclusive', reason: 'unobservable' });
});

test('a deletion that takes a while is watched to its end', async () => {
  let asked = 0;
  const reply = (): Reply => (++asked < 4 ? { status: 202 } : GONE);
  const { users } = await house({ preflightResult: { observe: 'repeat' }, reply });
  expect(await users.pollUntilGone(USER, 0)).toMatchObject({ last: { state: 'gone' } });
});

for (const [reply, state, reason] of [
  [{ status: 500 }, 'answered 500', undefined],
  [{ status: 404, body: { code: 'OTHER' } }, 'unknown', 'undocumented-answer'],
  [{ status: 401 }, 'unknown', 'undocumented-answer'],
  [{ status: 429 }, 'unknown', 'rate-limited'],
  [{ status: 504 }, 'unknown', 'gateway'],
  ['timeout', 'unknown', 'timeout'],
] as const)
  test(`a second deletion answered ${JSON.stringify(reply)} is ${reason ?? state}`, async () => {
    const { users } = await repeating(reply);
    const { last, notJudged } = await users.pollUntilGone(USER, 0);
    expect([last.state, notJudged?.reason]).toEqual([state, reason]);
  });

test('who must live is proven alive by being deleted last, and is not given back', async () => {
  const { users, notes, returned } = await house({
    preflightResult: { observe: 'repeat', users: 'offered' },
    runState: { acquire: () => Promise.resolve({ deleted: [], preserved: ['kept'], missing: 0 }) },
    reply: () => ({ status: 202 }),
  });
  const [user] = await users.acquire({});
  expect((await users.survives(user!)).state).toBe('living');
  expect(notes).toMatchObject([
    { id: 'kept', deletedAt: null },
    { id: 'kept', deletedAt: 0 },
  ]);
  await users.release();
  expect(returned).toEqual([]);
});

test('a success proves life only where an unknown id gets the documented not-found', async () => {
  const { users } = await repeating({ status: 202 }, { unknownIsNotFound: false });
  expect(await users.survives(USER)).toMatchObject({
    state: 'unknown',
    notJudged: { verdict: 'inconclusive', reason: 'unobservable' },
  });
});

test('the documented not-found shows that who must live is gone', async () => {
  const { users, notes } = await repeating(GONE);
  expect((await users.survives(USER)).state).toBe('gone');
  expect(notes).toEqual([]);
});
