import { test, expect } from '@playwright/test';
import { GONE, LIVES, PROFILE, house, reading, notJudgedOf, type Reply, type Sent } from './users-under-test.ts';

test('a user is made by the steps of the profile, in order, then seen living', async () => {
  const { users, sent, notes } = await house({ reply: reading(() => LIVES) });
  const [user] = await users.acquire({});
  expect(user?.id).toMatch(/^u-cafe0123-[0-9a-f]{12}$/);
  expect(user?.marker).toBe(7);
  expect(sent.map(({ operation }) => operation)).toEqual(['open', 'furnish', 'read']);
  expect(sent[0]?.json).toEqual({ id: user?.id });
  expect(sent[1]?.json).toEqual({ id: user?.id, chair: 7 });
  expect(sent[2]?.path).toBe(`/users/${user?.id}`);
  expect(user?.exchanges.map(({ role }) => role)).toEqual(['setup', 'setup', 'observe']);
  expect(notes).toEqual([{ id: user?.id, tenant: 'own', offered: false, requirement: 'house/row', deletedAt: null }]);
});

test('users of one requirement have different ids, and other marks only where they are asked for', async () => {
  const { users } = await house({ reply: reading(() => LIVES) });
  const [one, other, marked] = await users.acquire({}, {}, { marker: 1 });
  expect(one?.id).not.toBe(other?.id);
  expect([one?.marker, other?.marker, marked?.marker]).toEqual([7, 7, 8]);
});

test('a variant leaves out the steps that it does without, and is taken at the creating answer’s word', async () => {
  const { users, sent } = await house({ reply: reading(() => LIVES) });
  await users.acquire({ variant: 'bare' });
  expect(sent.map(({ operation }) => operation)).toEqual(['open']);
});

test('the id that the server chose is read from its answer and used by later steps', async () => {
  const create = [{ operation: 'open', body: { id: '{uuid}' }, id: '/made/id' }, PROFILE.users.create[1]!];
  const reply = (request: Sent): Reply =>
    request.operation === 'open' ? { status: 200, body: { made: { id: 42 } } } : reading(() => LIVES)(request);
  const { users, sent } = await house({ profile: { chosenBy: 'server', create }, reply });
  const [user] = await users.acquire({});
  expect(user?.id).toBe('42');
  expect(sent[1]?.json).toEqual({ id: '42', chair: 7 });
});

test('an answer without the id that the server should choose is no user', async () => {
  const create = [{ operation: 'open', body: { id: '{uuid}' }, id: '/made/id' }];
  const { users } = await house({ profile: { chosenBy: 'server', create }, reply: reading(() => LIVES) });
  expect(await notJudgedOf(users.acquire({}))).toMatchObject({ verdict: 'not-run', reason: 'setup' });
});

test('a body that breaks the contract is an error of the suite and is not sent', async () => {
  const { users, sent } = await house({
    profile: { ids: { ...PROFILE.users.ids, created: `{uuid}${'x'.repeat(41)}` } },
  });
  const notJudged = await notJudgedOf(users.acquire({}));
  expect(notJudged).toMatchObject({ verdict: 'error', reason: 'suite' });
  expect(notJudged.message).toContain('/id must NOT have more than 40 characters');
  expect(sent).toEqual([]);
});

test('a placeholder that has no value is an error of the suite', async () => {
  const { users, sent } = await house({ profile: { create: [{ operation: 'open', body: { id: 'a {card} b' } }] } });
  expect(await notJudgedOf(users.acquire({}))).toMatchObject({ verdict: 'error', reason: 'suite' });
  expect(sent).toEqual([]);
});

test('what an operation wants encrypted is sealed; its card fills the templates', async () => {
  const create = [
    { operation: 'open', body: { id: '{user}' } },
    { operation: 'enrol', body: { id: '{card}' } },
  ];
  const cards = { next: async () => 'c1' };
  const context = { cards, encrypt: async (body: unknown, path: string) => ({ sealed: body, path }) };
  const { users, sent } = await house({ profile: { create }, context, reply: reading(() => LIVES) });
  const [user] = await users.acquire({});
  expect(sent.slice(0, 2).map(({ json }) => json)).toEqual([
    { id: user?.id },
    { sealed: { id: 'c1' }, path: '/enrol' },
  ]);
});

for (const [reply, verdict, reason] of [
  [{ status: 400, body: { code: 'NO' } }, 'not-run', 'setup'],
  [{ status: 500 }, 'not-run', 'setup'],
  [{ status: 204 }, 'not-run', 'setup'],
  [{ status: 429 }, 'not-run', 'rate-limited'],
  [{ status: 503 }, 'not-run', 'gateway'],
  ['timeout', 'inconclusive', 'timeout'],
  ['reset', 'inconclusive', 'network'],
] as const)
  test(`a creation answered ${JSON.stringify(reply)} is ${verdict}, ${reason}`, async () => {
    const { users, notes } = await house({ reply: () => reply });
    expect(await notJudgedOf(users.acquire({}))).toMatchObject({ verdict, reason });
    expect(notes).toEqual([]);
  });

test('the message of a refused creation names operation, status and code', async () => {
  const { users } = await house({ reply: () => ({ status: 400, body: { code: 'NO_ROOM' } }) });
  const { message } = await notJudgedOf(users.acquire({}));
  expect(message).toContain('open was answered 400 (NO_ROOM)');
});

test('a user that appears late is waited for; the wait ends with the settle time', async () => {
  const late = await house({ reply: reading(({ at }) => (at < 700 ? GONE : LIVES)) });
  await late.users.acquire({});
  expect(late.clock.now()).toBeLessThan(2000);
  const never = await house({ target: { settleMs: 3000 }, reply: reading(() => GONE) });
  const notJudged = await notJudgedOf(never.users.acquire({}));
  expect(notJudged).toMatchObject({ verdict: 'inconclusive', reason: 'unobservable' });
  expect(notJudged.message).toContain('404 (NOBODY)');
  expect(never.clock.now()).toBe(3000);
  expect(never.notes).toEqual([]);
});

test('a read that cannot be judged keeps its own reason', async () => {
  const { users } = await house({ target: { settleMs: 0 }, reply: reading(() => ({ status: 429 })) });
  expect(await notJudgedOf(users.acquire({}))).toMatchObject({ verdict: 'inconclusive', reason: 'rate-limited' });
});

test('no user where none can be had, none may be created, nothing is kept or nothing is seen', async () => {
  const none = await house({ preflightResult: { users: 'none' } });
  expect(await notJudgedOf(none.users.acquire({}))).toMatchObject({ verdict: 'not-run', reason: 'no-user' });
  const full = await house({ runState: { mayCreate: () => Promise.resolve(false) } });
  const notJudged = await notJudgedOf(full.users.acquire({}));
  expect(notJudged).toMatchObject({ verdict: 'not-run', reason: 'no-user' });
  expect(notJudged.message).toContain('HOUSE_MAX_USERS');
  const stateless = await house({ preflightResult: { stateless: true } });
  expect(await notJudgedOf(stateless.users.acquire({}))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'stateless',
  });
  const blind = await house({ preflightResult: { observe: 'none' } });
  expect(await notJudgedOf(blind.users.acquire({}))).toMatchObject({ verdict: 'not-run', reason: 'unobservable' });
  for (const { sent } of [none, full, stateless, blind]) expect(sent).toEqual([]);
});

test("the other tenant's users are made and read with its credentials", async () => {
  const { users, sent, notes } = await house({ otherTenant: true, reply: reading(() => LIVES) });
  const [user] = await users.acquire({ tenant: 'other', id: 'shared' });
  expect(user).toMatchObject({ id: 'shared', tenant: 'other' });
  expect(sent.every(({ signed }) => signed)).toBe(true);
  expect(notes).toMatchObject([{ tenant: 'other' }]);
  const alone = await house();
  const notJudged = await notJudgedOf(alone.users.acquire({ tenant: 'other' }));
  expect(notJudged).toMatchObject({ verdict: 'not-run', reason: 'no-second-tenant' });
  expect(notJudged.message).toContain('HOUSE_OTHER_');
});

test('a creation that is refused is told, not thrown; it is noted once seen', async () => {
  const refusing = await house({ reply: () => ({ status: 400, body: {} }) });
  const { user, exchange } = await refusing.users.create({ id: 'odd' });
  expect(user).toBeUndefined();
  expect(exchange.response?.status).toBe(400);
  const taking = await house({ reply: reading(() => LIVES) });
  const made = await taking.users.create({ id: 'a/b?c', marker: 1 });
  expect(made.user).toMatchObject({ id: 'a/b?c', marker: 8 });
  expect(taking.notes).toEqual([]);
  expect(taking.sent.some(({ operation }) => operation === 'read')).toBe(false);
  await taking.users.observe(made.user!);
  expect(taking.sent.at(-1)?.path).toBe('/users/a%2Fb%3Fc');
  expect(taking.notes).toMatchObject([{ id: 'a/b?c', deletedAt: null }]);
});

test('who is created again after a deletion is noted as re-created', async () => {
  const { users, notes } = await house({ reply: reading(() => LIVES) });
  const [user] = await users.acquire({});
  await users.wasDeleted(user!, 1234);
  await users.create({ id: user!.id, variant: 'bare' });
  expect(notes.map(({ deletedAt, recreated }) => [deletedAt, recreated])).toEqual([
    [null, undefined],
    [1234, undefined],
    [null, true],
  ]);
});

const OFFERED = [
  { operation: 'open', body: { id: '{user}', kind: 'a' }, or: [{ id: '{user}', kind: 'b' }] },
  { operation: 'furnish', body: { id: '{user}', chair: '{mark}' }, dispensable: true as const },
];

/** Refuses what `isRefused` picks. */
const offering =
  (isRefused: (json: { kind?: string; chair?: number }) => boolean, status = 403) =>
  (request: Sent): Reply =>
    request.json !== undefined && isRefused(request.json as object)
      ? { status, body: { code: 'NO' } }
      : reading(() => LIVES)(request);

test('what the target refuses is tried in the other documented forms, for the same user (A45)', async () => {
  const reply = offering(({ kind, chair }) => kind === 'a' || chair === 7);
  const { users, sent } = await house({ profile: { create: OFFERED }, reply });
  const [user] = await users.acquire({});
  const bodies = sent.filter(({ json }) => json !== undefined).map(({ json }) => json);
  const id = user?.id;
  expect(bodies).toEqual([
    { id, kind: 'a' },
    { id, kind: 'b' },
    { id, chair: 7 },
    { id, chair: 8 },
  ]);
  expect(user?.marker).toBe(8);
});

test('a call that is refused in every form is left out where the profile allows it', async () => {
  const reply = offering(({ chair }) => chair !== undefined, 404);
  const { users, sent } = await house({ profile: { create: OFFERED }, reply });
  await users.acquire({});
  expect(sent.map(({ operation }) => operation)).toEqual(['open', 'furnish', 'furnish', 'furnish', 'read']);
  const strict = [OFFERED[0]!, { ...OFFERED[1]!, dispensable: undefined as never }];
  const refused = await house({ profile: { create: strict }, reply });
  expect(await notJudgedOf(refused.users.acquire({}))).toMatchObject({ verdict: 'not-run', reason: 'setup' });
});

test('what was found out is not tried again, and what a requirement asks for is not replaced', async () => {
  const ways = { bodies: { 0: 1, 1: 0 }, without: [], mark: 8 };
  const reply = offering(({ kind, chair }) => kind === 'a' || (chair !== undefined && chair !== 8));
  const { users, sent } = await house({ profile: { create: OFFERED }, preflightResult: { ways }, reply });
  const [user] = await users.acquire({});
  expect(user?.marker).toBe(8);
  expect(sent.map(({ operation }) => operation)).toEqual(['open', 'furnish', 'read']);
  // Another mark is asked for by requirements that tell users apart by it.
  expect(await notJudgedOf(users.acquire({ marker: 1 }))).toMatchObject({ verdict: 'not-run', reason: 'setup' });
  const without = await house({
    profile: { create: OFFERED },
    preflightResult: { ways: { ...ways, without: [1] } },
    reply,
  });
  await without.users.acquire({});
  expect(without.sent.map(({ operation }) => operation)).toEqual(['open', 'read']);
});

test('a user whom only a call makes that the target does not offer is not observed', async () => {
  const alone = [{ ...OFFERED[0]!, unless: ['alone'] }, OFFERED[1]!];
  const ways = { bodies: {}, without: [1], mark: 7 };
  const { users, sent } = await house({ profile: { create: alone }, preflightResult: { ways } });
  expect(await notJudgedOf(users.create({ variant: 'alone' }))).toMatchObject({
    verdict: 'not-observed',
    message: 'The target offers none of the calls that create such a user.',
  });
  expect(sent).toEqual([]);
});

for (const status of [401, 429, 500, 503])
  test(`${status} says nothing of the form, and no other is tried`, async () => {
    const { users, sent } = await house({
      profile: { create: OFFERED },
      reply: offering(({ kind }) => kind === 'a', status),
    });
    await notJudgedOf(users.acquire({}));
    expect(sent.every(({ json }) => (json as { kind?: string }).kind !== 'b')).toBe(true);
  });
