import { expect, test } from '@playwright/test';
import { refusalOf } from '../../../src/run/guard.ts';
import { createIdRegister } from '../../../src/run/id-register.ts';
import type { Target } from '../../../src/target/types.ts';
import { loadOnce } from './in-process.ts';

const KNOWN = 'conformance-0a1b2c3d-000000000001';
const KNOWN_UUID = '11111111-2222-4333-8444-555555555555';

interface Sending {
  readonly vendor?: 'knot' | 'mastercard';
  readonly url?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly loopback?: boolean;
  readonly allowHazardous?: boolean;
}

/** Why a request is not sent. Knot stands at a host of its own, Mastercard under a path. */
async function refused({ vendor: name = 'knot', loopback = false, allowHazardous = false, ...sending }: Sending) {
  const vendor = await loadOnce(name);
  const host = loopback ? 'http://127.0.0.1:4010' : 'https://vendor.example';
  const baseUrl = name === 'knot' ? host : `${host}/cts`;
  const path = name === 'knot' ? '/user/delete' : '/issuers/user-deletions';
  const target = { baseUrl, loopback } as Target;
  const register = createIdRegister([KNOWN, KNOWN_UUID]);
  const { url = baseUrl + path, method = 'POST', body, raw = JSON.stringify(body) } = sending;
  const request = { url, method, headers: [], body: Buffer.from(raw) };
  return refusalOf(request, { vendor, target, register, allowHazardous });
}

const named = (id: unknown) => ({ external_user_id: id });

test('a user of the run may be named, a stranger may not, on loopback either', async () => {
  expect(await refused({ body: named(KNOWN) })).toBeUndefined();
  for (const loopback of [false, true]) {
    expect(await refused({ body: named('alice'), loopback })).toContain('"alice"');
    expect(await refused({ body: named('42'), loopback })).toContain('"42"');
  }
});

test('a stranger is found wherever the body holds one', async () => {
  for (const body of [['alice'], { external_user_id: { $in: ['alice'] } }, { external_user_id: KNOWN, other: 'alice' }])
    expect(await refused({ body, loopback: true })).toContain('alice');
  for (const raw of [
    '{"external_user_id":"alice"',
    `{"external_user_id":"${KNOWN}"}{"external_user_id":"al\\u0069ce"}`,
    '{"external_user_id":"alice',
  ])
    expect(await refused({ raw, loopback: true })).toContain('alice');
  expect(await refused({ raw: `{"external_user_id":"${KNOWN}"` })).toBeUndefined();
});

test('an id of the run may be misspelled as faulty requests do', async () => {
  for (const id of [` ${KNOWN} `, KNOWN.toUpperCase(), KNOWN.slice(0, -1), `${KNOWN}x`, KNOWN.replace('0a', 'za')])
    expect(await refused({ body: named(id) }), id).toBeUndefined();
  for (const id of [KNOWN.slice(0, 6), 'conformance-0a1b2c3d-000000000099'])
    expect(await refused({ body: named(id) })).toContain(id);
});

test('what the contract does not allow as an id is nobody', async () => {
  const short = KNOWN_UUID.replace('1', '9').slice(0, 35);
  expect(await refused({ vendor: 'mastercard', body: [KNOWN_UUID, short] })).toBeUndefined();
  const stranger = KNOWN_UUID.replaceAll('1', '9');
  expect(await refused({ vendor: 'mastercard', body: [KNOWN_UUID, stranger] })).toContain(stranger);
});

for (const [what, sending] of Object.entries<Sending>({
  'null as an id': { body: named(null) },
  'an empty id': { body: named('') },
  'a wildcard': { body: named('%') },
  'a query operator': { body: named({ $ne: null }) },
  'an empty list': { vendor: 'mastercard', body: [] },
  'a null among ids': { vendor: 'mastercard', body: [KNOWN_UUID, null] },
  'another method': { method: 'DELETE', body: named(KNOWN) },
}))
  test(`${what} is sent to loopback, and elsewhere only with the operator's consent`, async () => {
    expect(await refused(sending)).toContain('hazardous');
    expect(await refused({ ...sending, loopback: true })).toBeUndefined();
    expect(await refused({ ...sending, allowHazardous: true })).toBeUndefined();
  });

test('consent to what is hazardous is no consent to name a stranger', async () => {
  expect(await refused({ body: named(['alice']), allowHazardous: true })).toContain('alice');
});

test('no other host is reached, and other paths name whom they like', async () => {
  expect(await refused({ url: 'https://elsewhere.example/user/delete', body: named(KNOWN) })).toContain('elsewhere');
  expect(await refused({ url: 'http://10.0.0.1/user/delete', body: named(KNOWN), loopback: true })).toContain(
    '10.0.0.1',
  );
  expect(await refused({ url: 'https://vendor.example/session/create', body: named('alice') })).toBeUndefined();
});

test('an id can be claimed once: a creation that answers a known one speaks of somebody else', () => {
  const register = createIdRegister(['offered']);
  expect(register.claim('offered')).toBe(false);
  expect(register.claim('created')).toBe(true);
  expect(register.claim('created')).toBe(false);
});
