import { expect, test } from '@playwright/test';
import type { WireResponse } from '../../../src/http/types.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import type { KnotOptions } from '../../../src/sandbox/knot/index.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { header, json, send, virtualClock } from './harness.ts';

const JSON_TYPE = ['content-type', 'application/json'] as const;
const REQUIRED = { error_type: 'INVALID_REQUEST', error_code: 'INVALID_FIELD' };
const NOT_FOUND = { error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND' };
const BAD_KEYS = { error_type: 'INVALID_INPUT', error_code: 'INVALID_API_KEYS' };

async function start(options: Partial<KnotOptions> = {}) {
  const clock = virtualClock();
  const sandbox = await createKnotSandbox({ clock, ...options });
  const basic = (prefix: string) => {
    const { [`${prefix}CLIENT_ID`]: id, [`${prefix}SECRET`]: secret } = sandbox.environment;
    return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  };
  const own = basic('KNOT_');
  const post = (path: string, body: unknown, authorization = own) =>
    send(sandbox, 'POST', path, {
      headers: [['authorization', authorization], JSON_TYPE],
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const link = (id: unknown, merchant = 19, authorization = own) =>
    post('/development/accounts/link', { external_user_id: id, merchant_id: merchant }, authorization);
  const remove = (id: unknown, authorization = own) => post('/user/delete', { external_user_id: id }, authorization);
  const accounts = (id: string, authorization = own) =>
    send(sandbox, 'GET', `/accounts/get?external_user_id=${encodeURIComponent(id)}`, {
      headers: [['authorization', authorization]],
    });
  return { clock, sandbox, own, other: basic('KNOT_OTHER_'), post, link, remove, accounts };
}

function expectError(response: WireResponse, status: number, properties: object) {
  expect({ status: response.status, ...(json(response) as object) }).toMatchObject({ status, ...properties });
  expect(header(response, 'content-type')).toBe('application/json');
}

test('a user is created, seen, deleted and gone; a second deletion finds nobody', async () => {
  const { post, link, remove, accounts } = await start();
  expectError(await accounts('ann'), 400, NOT_FOUND);
  const session = await post('/session/create', { type: 'link', external_user_id: 'ann' });
  expect(session.status).toBe(200);
  expect(json(session)).toEqual({ session: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(json(await link('ann'))).toEqual({ message: 'Success' });
  expect(json(await accounts('ann'))).toMatchObject([{ merchant: { id: 19 }, connection: { status: 'connected' } }]);
  const deleted = await remove('ann');
  expect(deleted.status).toBe(200);
  expect(json(deleted)).toEqual({ message: 'Success' });
  expectError(await accounts('ann'), 400, NOT_FOUND);
  expectError(await remove('ann'), 400, NOT_FOUND);
});

test('re-creation shows no old accounts', async () => {
  const { post, link, remove, accounts } = await start();
  await link('ann');
  await remove('ann');
  await post('/session/create', { type: 'link', external_user_id: 'ann' });
  expect(json(await accounts('ann'))).toEqual([]);
});

test('ids are exact strings: case, blanks, prefixes and letters beyond ASCII make other users', async () => {
  const { link, remove, accounts } = await start();
  const ids = ['ann', 'Ann', ' ann', 'ann ', 'anna', 'an%', ' ', '__proto__', 'Zoë', 'Zoe\u0308', '名前'];
  for (const id of ids) await link(id);
  expect((await remove('ann')).status).toBe(200);
  for (const id of ids.slice(1)) expect((await accounts(id)).status, id).toBe(200);
  for (const id of ids.slice(1)) expect((await remove(id)).status, id).toBe(200);
});

test('two deletions of one user at once: one finds the user', async () => {
  const { link, remove } = await start();
  await link('ann');
  const answers = await Promise.all([remove('ann'), remove('ann')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test("tenants do not see or delete each other's users", async () => {
  const { other, link, remove, accounts } = await start();
  await link('ann');
  expectError(await remove('ann', other), 400, NOT_FOUND);
  await link('ann', 20, other);
  expect((await remove('ann', other)).status).toBe(200);
  expect(json(await accounts('ann'))).toHaveLength(1);
});

test('a delayed deletion becomes visible by the clock; a user made again meanwhile starts empty and stays', async () => {
  const { clock, link, remove, accounts } = await start({ deletionDelayMs: 1000 });
  await link('ann');
  await link('ben');
  expect((await remove('ann')).status).toBe(200);
  expect((await remove('ben')).status).toBe(200);
  clock.advance(999);
  expect(json(await accounts('ann'))).toHaveLength(1);
  await link('ben', 20);
  clock.advance(1);
  expectError(await accounts('ann'), 400, NOT_FOUND);
  expect(json(await accounts('ben'))).toMatchObject([{ merchant: { id: 20 } }]);
});

const REFUSED: [string, (sandbox: Sandbox, own: string) => string | undefined][] = [
  ['no Authorization', () => undefined],
  ['an unknown id', (s) => basic(`nobody:${s.environment.KNOT_SECRET}`)],
  ['an empty secret', (s) => basic(`${s.environment.KNOT_CLIENT_ID}:`)],
  ['a truncated secret', (s) => basic(`${s.environment.KNOT_CLIENT_ID}:${s.environment.KNOT_SECRET?.slice(0, -1)}`)],
  ['a longer secret', (s) => basic(`${s.environment.KNOT_CLIENT_ID}:${s.environment.KNOT_SECRET}0`)],
  ['upper case', (s) => basic(`${s.environment.KNOT_CLIENT_ID}:${s.environment.KNOT_SECRET?.toUpperCase()}`)],
  ["the other's secret", (s) => basic(`${s.environment.KNOT_CLIENT_ID}:${s.environment.KNOT_OTHER_SECRET}`)],
  ['no colon', (s) => basic(`${s.environment.KNOT_CLIENT_ID}`)],
  ['another scheme', (_s, own) => own.replace('Basic', 'Bearer')],
  ['no scheme', (_s, own) => own.replace('Basic ', '')],
  ['unreadable base64', (_s, own) => own.replace(/.$/, '') + '!'],
  ['a stray character', (_s, own) => own.replace('Basic ', 'Basic *')],
];
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

for (const [name, make] of REFUSED) {
  test(`credentials: ${name} is 401 whatever the body, and deletes nobody`, async () => {
    const { sandbox, own, link, accounts } = await start();
    await link('ann');
    const authorization = make(sandbox, own);
    const headers = [JSON_TYPE, ...(authorization === undefined ? [] : [['authorization', authorization] as const])];
    for (const body of ['{"external_user_id":"ann"}', '{"external_user_id":"nobody"}', '{broken']) {
      expectError(await send(sandbox, 'POST', '/user/delete', { headers, body }), 401, BAD_KEYS);
    }
    expect((await accounts('ann')).status).toBe(200);
  });
}

test('the scheme name may be spelled in any case', async () => {
  const { own, link, remove } = await start();
  await link('ann');
  expect((await remove('ann', own.replace('Basic', 'bASIC'))).status).toBe(200);
});

const describe = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 20));
for (const value of [undefined, null, '', 1, 0, true, [], ['ann'], {}, { $ne: null }, 'x'.repeat(256)]) {
  test(`external_user_id ${describe(value)} is a 400 and deletes nobody`, async () => {
    const { link, remove, accounts } = await start();
    await link('ann');
    expectError(await remove(value), 400, REQUIRED);
    expect((await accounts('ann')).status).toBe(200);
  });
}

test('the missing field is answered in the documented words', async () => {
  const { post } = await start();
  expectError(await post('/user/delete', {}), 400, { error_message: 'The external user id field is required.' });
});

for (const body of ['', '{', '[]', '"ann"', 'null', '12', '{"external_user_id":"ann"}x', '['.repeat(100_000)]) {
  test(`body ${JSON.stringify(body.slice(0, 30))} is a 400`, async () => {
    const { post } = await start();
    expectError(await post('/user/delete', body), 400, REQUIRED);
  });
}

test('bytes that are not UTF-8 are not JSON', async () => {
  const { sandbox, own } = await start();
  const body = Buffer.from([...Buffer.from('{"external_user_id":"'), 0xff, ...Buffer.from('"}')]);
  const headers = [['authorization', own], JSON_TYPE] as const;
  expectError(await send(sandbox, 'POST', '/user/delete', { headers, body }), 400, REQUIRED);
});

test('media types: JSON with parameters is read, anything else and none is 415', async () => {
  const { sandbox, own } = await start();
  const body = '{"external_user_id":"nobody"}';
  const status = async (type?: string) => {
    const headers = [['authorization', own] as const, ...(type ? [['content-type', type] as const] : [])];
    return (await send(sandbox, 'POST', '/user/delete', { headers, body })).status;
  };
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) expect(await status(type)).toBe(400);
  for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
    expect(await status(type), type).toBe(415);
});

test('other methods are 405 with Allow and delete nobody; other paths are 404; too much is 413', async () => {
  const { sandbox, own, link, accounts, post } = await start();
  await link('ann');
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
    const headers = [['authorization', own], JSON_TYPE] as const;
    const response = await send(sandbox, method, '/user/delete', { headers, body: '{"external_user_id":"ann"}' });
    expect([response.status, header(response, 'allow')], method).toEqual([405, 'POST']);
  }
  expect((await accounts('ann')).status).toBe(200);
  expect((await post('/user', {})).status).toBe(404);
  expect((await post('/user/delete', { external_user_id: 'x'.repeat(1 << 20) })).status).toBe(413);
});

test('the set-up operations refuse what the contract refuses', async () => {
  const { post, sandbox, own, link } = await start();
  const session = { type: 'link', external_user_id: 'ann' };
  for (const fault of [
    { type: undefined },
    { external_user_id: 7 },
    { type: 'card_switcher' },
    { email: 'nobody' },
    { phone_number: '12' },
    { processor_token: 1 },
    { metadata: { a: 1 } },
  ])
    expectError(await post('/session/create', { ...session, ...fault }), 400, REQUIRED);
  expectError(await post('/session/create', { ...session, type: 'x' }), 400, { error_code: 'PRODUCT_NOT_VALID' });
  for (const fault of [{ merchant_id: '19' }, { merchant_id: 1.5 }, { transactions: { updated: true } }])
    expectError(await post('/development/accounts/link', { external_user_id: 'ann', ...fault }), 400, REQUIRED);
  await link('ann');
  const get = (query: string) => send(sandbox, 'GET', `/accounts/get${query}`, { headers: [['authorization', own]] });
  for (const query of ['', '?external_user_id=', '?external_user_id=ann&merchant_id=x'])
    expectError(await get(query), 400, REQUIRED);
  expect(json(await get('?external_user_id=ann&merchant_id=19'))).toMatchObject({ merchant: { id: 19 } });
  expectError(await get('?external_user_id=ann&merchant_id=20'), 400, { error_code: 'MERCHANT_ACCOUNT_NOT_FOUND' });
  expect(json(await get('?external_user_id=ann&type=vault'))).toEqual([]);
});

test('one step can be replaced alone', async () => {
  const { link, remove, accounts } = await start({ behaviour: { deleteUser: () => true } });
  await link('ann');
  expect((await remove('ann')).status).toBe(200);
  expect((await accounts('ann')).status).toBe(200);
});
