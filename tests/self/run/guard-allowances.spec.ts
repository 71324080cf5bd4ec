import { expect, test } from '@playwright/test';
import type { Credentials } from '../../../src/auth/schemes.ts';
import type { Target } from '../../../src/configuration/types.ts';
import type { HeaderLines } from '../../../src/http/types.ts';
import { blockedBecause } from '../../../src/run/guard.ts';
import { createKnownIds } from '../../../src/run/known-ids.ts';
import { loadOnce } from './in-process.ts';

/** What was allowed for the sake of one kind of request, and what lies next to it and must not be. */

const RUN = 'c0a1b2c3d4e5f6071';
const OURS = { knot: `conformance-${RUN}-000000000001`, mastercard: '11111111-2222-4333-8444-555555555555' } as const;
const CLIENT = 'client-of-the-operator';
const BASIC = { scheme: 'basic', id: CLIENT, secret: 'of-the-operator', names: {} } as Credentials;
const OAUTH = { scheme: 'oauth1', consumerKey: CLIENT } as Credentials;
const BEARER = { scheme: 'bearer', token: CLIENT } as Credentials;

interface Sending {
  readonly vendor?: 'knot' | 'mastercard';
  readonly method?: string;
  /** Behind the base URL; default: the path of the deletion. */
  readonly path?: string;
  readonly headers?: HeaderLines;
  /** Default: a valid deletion; '' is none. */
  readonly body?: string;
  readonly credentials?: Credentials;
  readonly loopback?: boolean;
  readonly allowHazardous?: boolean;
}

/** Why a request is not sent; 'sent' where it is. */
async function decision({ vendor: name = 'knot', loopback = false, allowHazardous = false, ...sending }: Sending) {
  const vendor = await loadOnce(name);
  const [deletion, ours] =
    name === 'knot'
      ? ['/user/delete', JSON.stringify({ external_user_id: OURS.knot })]
      : ['/issuers/user-deletions', JSON.stringify([OURS.mastercard])];
  const { method = 'POST', path = deletion, headers = [], body = ours, credentials = BASIC } = sending;
  const baseUrl = loopback ? 'http://127.0.0.1:4010' : 'https://vendor.example';
  const known = createKnownIds({ offered: [], runPrefix: RUN, nobody: [] });
  Object.values(OURS).forEach((id) => known.registerId(id));
  const request = { method, url: baseUrl + path, headers, ...(body === '' ? {} : { body: Buffer.from(body) }) };
  const target = { baseUrl, loopback, headers: [], credentials } as unknown as Target;
  const finding = blockedBecause(request, { vendor, target, known, allowHazardous });
  return finding ? `${finding.kind}: ${finding.because}` : 'sent';
}

/** It is sent to loopback and with the operator's consent, and only there. */
async function expectHazardous(sending: Sending): Promise<void> {
  expect(await decision(sending), JSON.stringify(sending)).toMatch(/^hazardous: /);
  expect(await decision({ ...sending, loopback: true }), JSON.stringify(sending)).toBe('sent');
  expect(await decision({ ...sending, allowHazardous: true }), JSON.stringify(sending)).toBe('sent');
}

/** It is sent nowhere. */
async function expectForeign(sending: Sending, names = 'alice'): Promise<void> {
  for (const how of [{}, { loopback: true }, { allowHazardous: true }]) {
    const decided = await decision({ ...sending, ...how });
    expect(decided, JSON.stringify(sending)).toMatch(/^foreign: /);
    expect(decided, JSON.stringify(sending)).toContain(names);
  }
}

test('a gateway’s header that names the target’s own client is hazardous', async () => {
  const { profile } = await loadOnce('knot');
  const names = Object.entries(profile.auth.identityHeaders ?? {}).filter(([, value]) => value === '{client}');
  expect(names.length).toBeGreaterThan(3);
  for (const [name] of names) await expectHazardous({ headers: [[name, CLIENT]] });
  await expectHazardous({ vendor: 'mastercard', credentials: OAUTH, headers: [['X-Consumer-Id', CLIENT]] });
});

test('whoever else such a header names is foreign, and so is the client in a header of another name', async () => {
  for (const value of ['alice', `${CLIENT}2`, CLIENT.slice(1), CLIENT.toUpperCase(), `${CLIENT},alice`, ` ${CLIENT}`])
    await expectForeign({ headers: [['X-Forwarded-User', value]] }, '');
  await expectForeign({ headers: [['X-User-Id', CLIENT]] }, CLIENT);
  // Two lines: the second names somebody.
  const twice: HeaderLines = [
    ['X-Forwarded-User', CLIENT],
    ['X-Forwarded-User', 'alice'],
  ];
  await expectForeign({ headers: twice });
  // A token names nobody: what looks like it may be a user.
  await expectForeign({ credentials: BEARER, headers: [['X-Forwarded-User', CLIENT]] }, CLIENT);
});

test('a segment that is percent-encoded and means a documented one is hazardous', async () => {
  for (const path of ['/user/%64elete', '/%75ser/delete', '/user/%2564elete', '/user%2Fdelete', '/USER/%44ELETE'])
    await expectHazardous({ path });
});

test('a segment that is percent-encoded and means somebody is foreign, next to documented ones as well', async () => {
  for (const path of [
    '/user/%61lice',
    '/user/%64elete/alice',
    '/user/%64elete%2Falice',
    '/user%2F%61lice',
    '/%75ser/alice',
    '/user/%64elete;id=alice',
    '/user/%64elete%3Bid=alice',
    '/user/%64elete?external_user_id=alice',
  ])
    await expectForeign({ path });
  await expectForeign({ path: '/user/%2561lice' }, '%61lice');
});

test('the name of a parameter that holds an id is no id; its value is judged as any', async () => {
  const own = OURS.mastercard;
  const stranger = own.replaceAll('1', '7');
  const vendor = 'mastercard';
  expect(await decision({ vendor, path: `/issuers/user-deletions?userid=${own}` })).toBe('sent');
  await expectForeign({ vendor, path: '/issuers/user-deletions?userid=alice' });
  await expectForeign({ vendor, path: '/issuers/user-deletions?userid=%61lice' });
  await expectForeign({ vendor, body: JSON.stringify([{ userid: stranger }]) }, stranger);
  // By any other name it might be the id.
  await expectForeign({ vendor, path: `/issuers/user-deletions?alice=${own}` });
  await expectForeign({ vendor, path: `/issuers/user-deletions?userids=${own}` }, 'userids');
});

test('the target’s own key in the query is hazardous; another value there, and the key by another name, are judged as any', async () => {
  const credentials = { scheme: 'apiKey', key: CLIENT, names: { key: 'KNOT_API_KEY' } } as const;
  const path = (name: string, value = CLIENT) => `/user/delete?${name}=${value}`;
  await expectHazardous({ credentials, path: path('api_key') });
  await expectHazardous({ credentials, path: path('access_token') });
  await expectForeign({ credentials, path: path('api_key', 'alice') }, 'api_key');
  await expectForeign({ credentials, path: path('api_key', `${CLIENT}-alice`) }, 'api_key');
  await expectForeign({ credentials, path: path('external_user_id') }, CLIENT);
  await expectForeign({ path: path('api_key') }, 'api_key');
});

test('OAuth’s own consumer key may stand in the query; another one, or another scheme’s, may not', async () => {
  const path = (value: string) => `/issuers/user-deletions?oauth_consumer_key=${value}`;
  const how = { vendor: 'mastercard', credentials: OAUTH } as const;
  expect(await decision({ ...how, path: path(CLIENT) })).toBe('sent');
  await expectForeign({ ...how, path: path('alice') }, 'oauth_consumer_key');
  await expectForeign({ ...how, path: path(`${CLIENT}&userid=alice`) });
  await expectForeign({ path: `/user/delete?oauth_consumer_key=${CLIENT}` }, 'oauth_consumer_key');
});

test('documented reads take the filters of the profile, and no others', async () => {
  const read = { method: 'GET', body: '' };
  const knot = '/accounts/get?external_user_id=alice';
  for (const path of [`${knot}&merchant_id=19`, `${knot}&type=transaction_link`, `${knot}&type=card_switcher`])
    expect(await decision({ ...read, path }), path).toBe('sent');
  const dashboard = '/issuers/users/alice/dashboards?lang=sv';
  expect(await decision({ ...read, vendor: 'mastercard', path: dashboard })).toBe('sent');
  await expectForeign({ ...read, vendor: 'mastercard', path: `${dashboard}&x=alice` });
  for (const path of [`${knot}&filter=all`, `${knot}&merchant_id=19&delete=true`, `${knot}&merchant_ids=19`]) {
    expect(await decision({ ...read, path }), path).not.toBe('sent');
    expect(await decision({ ...read, path, loopback: true }), path).toMatch(/^foreign: /);
  }
});

test('the filters of the reads are free on the reads alone', async () => {
  for (const sending of [
    { path: '/user/delete?type=alice' },
    { path: '/user/delete?merchant_id=alice' },
    { path: '/accounts/get?external_user_id=alice&type=transaction_link', method: 'DELETE', body: '' },
    { path: '/accounts/get?external_user_id=alice&type=transaction_link', method: 'POST', body: '' },
    { path: '/accounts/get/?external_user_id=alice&type=transaction_link', method: 'GET', body: '' },
  ])
    await expectForeign(sending);
  const overridden: Sending = {
    path: '/accounts/get?external_user_id=alice&type=transaction_link',
    method: 'GET',
    body: '',
    headers: [['X-HTTP-Method-Override', 'DELETE']],
  };
  await expectForeign(overridden);
});

test('the path of the deletion in a header is hazardous at the path of health, and foreign at any other unknown one', async () => {
  for (const name of ['X-Original-URL', 'X-Rewrite-URL'])
    await expectHazardous({ path: '/health', headers: [[name, '/user/delete']] });
  await expectForeign({ path: '/health/alice' }, 'health');
  await expectForeign({ path: '/users/health' }, 'users');
  await expectForeign({ path: '/health', body: JSON.stringify({ external_user_id: 'alice' }) });
});

test('an address that a proxy would name is hazardous', async () => {
  await expectHazardous({ headers: [['X-Forwarded-For', '127.0.0.1']] });
  await expectHazardous({ headers: [['Forwarded', 'for=127.0.0.1']] });
});

test('an id deeper in the body and in the query is the run’s own, or not sent', async () => {
  const deeper = (id: string) => JSON.stringify({ external_user_id: OURS.knot, metadata: { external_user_id: id } });
  expect(await decision({ body: deeper(OURS.knot) })).toBe('sent');
  await expectForeign({ body: deeper('alice') });
  expect(await decision({ path: `/user/delete?external_user_id=${OURS.knot}`, body: '' })).toBe('sent');
  await expectForeign({ path: '/user/delete?external_user_id=alice', body: '' });
});
