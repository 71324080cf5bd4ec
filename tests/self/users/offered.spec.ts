import { test, expect } from '@playwright/test';
import { GONE, LIVES, house, reading, notJudgedOf, type Reply, type Sent } from './users-under-test.ts';

const OFFER = { deleted: ['d1'], preserved: ['s1', 's2'], missing: 0 };

const offering = (offer = OFFER, reply: (request: Sent) => Reply = reading(() => LIVES)) =>
  house({ preflightResult: { users: 'offered' }, runState: { acquire: () => Promise.resolve(offer) }, reply });

test('offered users are taken as allotted, those to delete first, and nobody is created', async () => {
  const { users, sent, notes } = await offering();
  expect((await users.acquire({}, {})).map(({ id, offered }) => [id, offered])).toEqual([
    ['d1', true],
    ['s1', true],
  ]);
  expect((await users.acquire({})).map(({ id }) => id)).toEqual(['s2']);
  expect(sent.map(({ path }) => path)).toEqual(['/users/d1', '/users/s1', '/users/s2']);
  expect(notes).toMatchObject([{ id: 'd1', offered: true, deletedAt: null }, { id: 's1' }, { id: 's2' }]);
});

test('too few say how many more are needed, and those at hand go back', async () => {
  const { users, returned } = await offering({ deleted: ['d1'], preserved: [], missing: 2 });
  const notJudged = await notJudgedOf(users.acquire({}, {}));
  expect(notJudged).toMatchObject({ verdict: 'not-run', reason: 'no-user' });
  expect(notJudged.message).toContain('2 more');
  expect(notJudged.message).toContain('HOUSE_USER_IDS');
  await users.release();
  expect(returned).toEqual(['d1']);
});

test('a pool that is used up says so', async () => {
  const { users } = await offering({ deleted: [], preserved: ['s1'], missing: 0 });
  await users.acquire({});
  expect(await notJudgedOf(users.acquire({}))).toMatchObject({ verdict: 'not-run', reason: 'no-user' });
});

test('an offered user who is not seen to live is named', async () => {
  const { users } = await offering(OFFER, () => GONE);
  const notJudged = await notJudgedOf(users.acquire({}));
  expect(notJudged).toMatchObject({ verdict: 'not-run', reason: 'setup' });
  expect(notJudged.message).toContain('"d1"');
});

test('users created in a specific way are not offered', async () => {
  const { users, sent } = await offering();
  for (const options of [{ variant: 'bare' }, { id: 'odd' }, { tenant: 'other' as const }])
    expect(await notJudgedOf(users.acquire(options))).toMatchObject({ verdict: 'not-applicable', reason: 'declared' });
  expect(await notJudgedOf(users.create({ id: 'odd' }))).toMatchObject({ verdict: 'not-applicable' });
  expect(sent).toEqual([]);
});

test('given back is who is proven to live, not who was deleted or died', async () => {
  const dead = new Set<string>();
  const { users, returned } = await offering(
    { deleted: ['d1'], preserved: ['s1', 's2', 's3'], missing: 0 },
    reading(({ path }) => (dead.has(path) ? GONE : LIVES)),
  );
  const [victim] = await users.acquire({}, {}, {});
  dead.add('/users/d1').add('/users/s2');
  await users.wasDeleted(victim!, 5);
  await users.release();
  expect(returned.sort()).toEqual(['s1', 's3']);
});

test('who was proven to live needs no further look', async () => {
  const { users, returned, sent } = await offering();
  const [, bystander] = await users.acquire({}, {});
  await users.survives(bystander!);
  await users.wasDeleted((await users.acquire({}))[0]!, 1);
  const before = sent.filter(({ path }) => path === '/users/s1').length;
  await users.release();
  expect(sent.filter(({ path }) => path === '/users/s1')).toHaveLength(before);
  expect(returned).toContain('s1');
});
