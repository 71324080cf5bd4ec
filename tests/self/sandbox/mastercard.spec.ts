import { expect, test } from '@playwright/test';
import type { WireResponse } from '../../../src/http/types.ts';
import { SLOW } from '../part.ts';
import { header, json } from './harness.ts';
import { card, disposeKeys, profile, startMastercard } from './mastercard-client.ts';

test.afterAll(disposeKeys);

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const FAULTY_ID = 'userId must match "^[0-9A-Fa-f\\-]{36}"';
const COUNT = 'Request body should have at least 1 or not more than 500 userIds';

function expectError(response: WireResponse, status: number, code: string, details?: string) {
  expect(response.status, response.body.toString()).toBe(status);
  expect(header(response, 'content-type')).toBe('application/json');
  const { Errors } = json(response) as { Errors: { Error: Record<string, unknown>[] } };
  expect(Errors.Error).toHaveLength(1);
  expect(Errors.Error[0]).toMatchObject({
    Source: 'CARBON CALCULATOR EXPERIENCE',
    ReasonCode: code,
    Description: expect.stringMatching(/^.{10,1000}$/s),
    Recoverable: expect.any(Boolean),
    ...(details === undefined ? {} : { Details: details }),
  });
}

test('a user is enrolled, seen in two places, deleted and gone from both; the card can be enrolled again', async () => {
  const { enrol, user, remove, score, dashboard } = await startMastercard();
  const id = await user(1);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expectError(await enrol(card(1, '534403')), 400, 'INVALID_REQUEST_PARAMETER');
  expect(json(await score(id))).toEqual({ carbonEmissionInGrams: '3245.10', aggregateDate: 'january-2026' });
  expect(json(await dashboard(id, '?lang=es-cr'))).toEqual({
    url: expect.stringMatching(/&lang=es-cr$/) as unknown,
    expiryInMillis: '900000',
  });
  const deleted = await remove([id]);
  expect([deleted.status, json(deleted)]).toEqual([202, [id]]);
  expectError(await score(id), 404, 'USER_NOT_FOUND');
  expectError(await dashboard(id), 404, 'USER_NOT_FOUND');
  expectError(await remove([id]), 404, 'USER_NOT_FOUND');
  const again = json(await enrol(card(1, '534403'))) as { userid: string };
  expect(again).toMatchObject({ cardNumberLastFourDigits: card(1, '534403').slice(-4), status: 'ACTIVE' });
  expect(again.userid).not.toBe(id);
});

test('a batch: known ids are deleted and listed once, unknown ones are left out', async () => {
  const { user, remove, score } = await startMastercard();
  const [a, b, bystander] = [await user(1), await user(2), await user(3)];
  const answer = await remove([UNKNOWN, b, a, b]);
  expect([answer.status, json(answer)]).toEqual([202, [b, a]]);
  expect((await score(bystander)).status).toBe(200);
  expectError(await remove([UNKNOWN]), 404, 'USER_NOT_FOUND');
});

test('500 enrolled users go in one request, 500 unknown ones are not refused for their number', SLOW, async () => {
  const { user, remove, score } = await startMastercard();
  const ids = [];
  for (let n = 0; n < 500; n++) ids.push(await user(n));
  expect(json(await remove(ids))).toEqual(ids);
  expect((await score(ids[499] ?? '')).status).toBe(404);
  expectError(await remove(ids), 404, 'USER_NOT_FOUND');
});

test("another issuer's user is neither seen nor deleted", async () => {
  const { user, remove, score } = await startMastercard();
  const id = await user(1, 'other');
  expectError(await remove([id]), 404, 'USER_NOT_FOUND');
  expectError(await score(id), 404, 'USER_NOT_FOUND');
  expect((await score(id, { as: 'other' })).status).toBe(200);
});

test('a delayed deletion: as before, then terminating, then gone', async () => {
  const { clock, enrol, user, remove, score, dashboard } = await startMastercard({ deletionDelayMs: 1500 });
  const id = await user(1);
  expect((await remove([id])).status).toBe(202);
  clock.advance(1499);
  expect((await score(id)).status).toBe(200);
  expect((await remove([id])).status).toBe(202);
  clock.advance(1);
  expectError(await score(id), 401, 'USER_TERMINATE_IN_PROGRESS');
  expectError(await dashboard(id), 401, 'USER_TERMINATE_IN_PROGRESS');
  expect((await enrol(card(1, '534403'))).status).toBe(400);
  clock.advance(500);
  expectError(await score(id), 404, 'USER_NOT_FOUND');
  expect((await enrol(card(1, '534403'))).status).toBe(200);
});

const uuid = UNKNOWN;
const FAULTY: [string, unknown, string | undefined][] = [
  ['no ids', [], COUNT],
  ['501 ids', Array.from({ length: 501 }, () => uuid), COUNT],
  ['35 characters', [uuid.slice(1)], FAULTY_ID],
  ['37 characters', [`${uuid}0`], FAULTY_ID],
  ['38 characters', [`${uuid}12`], FAULTY_ID],
  ['an illegal character', [uuid.replace(/.$/, 'g')], FAULTY_ID],
  ['a line feed at the end', [`${uuid}\n`], FAULTY_ID],
  ['null', [null], FAULTY_ID],
  ['a number', [7], FAULTY_ID],
  ['a nested array', [[uuid]], FAULTY_ID],
  ['an object', [{ $ne: null }], FAULTY_ID],
  ['an object body', { ids: [uuid] }, undefined],
  ['a string body', uuid, undefined],
  ['a null body', null, undefined],
];
for (const [name, body, details] of FAULTY) {
  test(`deletion of ${name} is a 400`, async () => {
    const { remove } = await startMastercard();
    expectError(await remove(body), 400, 'INVALID_REQUEST_PARAMETER', details);
  });
}

test('one bad id among good ones: 400 and nobody is deleted', async () => {
  const { user, remove, score } = await startMastercard();
  const id = await user(1);
  for (const ids of [
    [id, 'x'],
    ['x', id],
  ])
    expectError(await remove(ids), 400, 'INVALID_REQUEST_PARAMETER', FAULTY_ID);
  expect((await score(id)).status).toBe(200);
});

test('ids that the pattern allows are not refused for their form; equality is exact', async () => {
  const { user, remove } = await startMastercard();
  for (const id of ['-'.repeat(36), (await user(1)).toUpperCase()]) {
    expectError(await remove([id]), 404, 'USER_NOT_FOUND');
  }
});

test('bodies and media types', async () => {
  const { call } = await startMastercard();
  const remove = (body: string, type?: string | null) =>
    call('POST', '/issuers/user-deletions', body, type === undefined ? {} : { type });
  const known = `["${UNKNOWN}"]`;
  for (const body of ['', '[', `${known}x`]) expectError(await remove(body), 400, 'INVALID_REQUEST_PARAMETER');
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', null])
    expectError(await remove(known, type), 415, 'UNSUPPORTED_MEDIA_TYPE');
  expectError(await remove(known, 'application/json; charset=utf-8'), 404, 'USER_NOT_FOUND');
});

test('other methods are 405 of the gateway and delete nobody; other paths are its 404', async () => {
  const { user, call, score } = await startMastercard();
  const id = await user(1);
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
    const response = await call(method, '/issuers/user-deletions', JSON.stringify([id]));
    expect([response.status, header(response, 'allow')], method).toEqual([405, 'POST']);
  }
  expect((await score(id)).status).toBe(200);
  const missing = await call('GET', '/issuers/nothing');
  expect([missing.status, json(missing)]).toEqual([
    404,
    {
      Errors: { Error: [{ Recoverable: false, Source: 'Gateway', ReasonCode: 'NOT_FOUND', Description: 'Not Found' }] },
    },
  ]);
});

test('observing: an id of another form is 400', async () => {
  const { score, dashboard } = await startMastercard();
  expectError(await score('abc'), 400, 'INVALID_REQUEST_PARAMETER', 'UserId should be of size 36');
  expectError(await dashboard('abc'), 400, 'INVALID_REQUEST_PARAMETER', 'UserId should be of size 36');
});

test('the issuer, as the contract requires it', async () => {
  const { call, sandbox } = await startMastercard();
  const issuer = json(await call('GET', '/issuers')) as Record<string, string>;
  expect(issuer.clientId).toBe(sandbox.environment.MASTERCARD_CONSUMER_KEY?.split('!')[0]);
  expect(issuer.supportedAccountRange).toMatch(/^[0-9]{4,8}(,[0-9]{4,8})*$/);
  for (const name of ['status', 'email', 'currencyCode', 'countryCode', 'countryName', 'termsAndConditionURL'])
    expect(issuer[name], name).toEqual(expect.any(String));
});

const good = profile(card(1, '534403'));
for (const [name, body] of Object.entries({
  'no card': { ...good, cardNumber: undefined },
  '17 digits': { ...good, cardNumber: `${good.cardNumber}0` },
  'a wrong check digit': { ...good, cardNumber: good.cardNumber.replace(/.$/, (d) => String((Number(d) + 1) % 10)) },
  'a card of another issuer': { ...good, cardNumber: card(1, '552433') },
  'no email': { ...good, email: undefined },
  'a null email': { ...good, email: null },
  'an email of four characters': { ...good, email: { type: 'home', value: 'a@bc' } },
  'a month of one digit': { ...good, expiryInfo: { month: '1', year: '2030' } },
  'a currency of two letters': { ...good, cardBaseCurrency: 'US' },
  'an empty cardholder': { ...good, cardholderName: '' },
  'half an address': { ...good, billingAddress: { type: 'home' } },
  'an array': [good],
})) {
  test(`enrolment with ${name} is a 400`, async () => {
    const { call } = await startMastercard();
    expectError(await call('POST', '/issuers/users', JSON.stringify(body)), 400, 'INVALID_REQUEST_PARAMETER');
  });
}

test('one step can be replaced alone', async () => {
  const { user, remove, score } = await startMastercard({ behaviour: { deleteUsers: (_call, _issuer, ids) => ids } });
  const id = await user(1);
  expect((await remove([id])).status).toBe(202);
  expect((await score(id)).status).toBe(200);
});
