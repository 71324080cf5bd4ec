import { expect, test } from '@playwright/test';
import { blockedBecause } from '../../../src/run/guard.ts';
import { createKnownIds } from '../../../src/run/known-ids.ts';
import type { Target } from '../../../src/configuration/types.ts';
import { loadOnce } from './in-process.ts';

const RUN = 'c0a1b2c3d4e5f6071';
const CREATED = `conformance-${RUN}-000000000001`;
const OFFERED = 'M-952734';
const CREATED_UUID = '11111111-2222-4333-8444-555555555555';
/** Drawn by the run; nobody was created with it. */
const DRAWN = 'a7c4e1f0-9b3d-4c5e-8f60-718293a4b5c6';

interface Sending {
  readonly vendor?: 'knot' | 'mastercard';
  readonly url?: string;
  /** Behind the path of the deletion. */
  readonly behind?: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  readonly raw?: string;
  readonly loopback?: boolean;
  readonly allowHazardous?: boolean;
}

/** Why a request is not sent. Knot is at a host of its own, Mastercard under a path. */
async function blocked({ vendor: name = 'knot', loopback = false, allowHazardous = false, ...sending }: Sending) {
  const vendor = await loadOnce(name);
  const host = loopback ? 'http://127.0.0.1:4010' : 'https://vendor.example';
  const baseUrl = name === 'knot' ? host : `${host}/cts`;
  const path = name === 'knot' ? '/user/delete' : '/issuers/user-deletions';
  const credentials = { scheme: name === 'knot' ? 'basic' : 'oauth1', id: 'a-client', consumerKey: 'a-client' };
  const target = { baseUrl, loopback, headers: [['X-Gateway', 'key']], credentials } as unknown as Target;
  const nobody = (vendor.profile.users.ids.nobody ?? []).map(({ id }) => id);
  const known = createKnownIds({ offered: [OFFERED], runPrefix: RUN, nobody });
  for (const id of [CREATED, CREATED_UUID]) known.registerId(id);
  known.draw(DRAWN);
  const { behind = '', url = baseUrl + path + behind, method = 'POST', headers = [], body } = sending;
  const { raw = body === undefined ? undefined : JSON.stringify(body) } = sending;
  const request = { url, method, headers, ...(raw === undefined ? {} : { body: Buffer.from(raw) }) };
  const finding = blockedBecause(request, { vendor, target, known, allowHazardous });
  return finding && `${finding.kind}: ${finding.because}`;
}

const named = (id: unknown) => ({ external_user_id: id });

test('what is ours, whole, may be named; a stranger may not, on loopback or with the operator’s consent either', async () => {
  for (const id of [CREATED, OFFERED, CREATED_UUID, DRAWN, `nobody-${RUN}-0123456789ab`])
    expect(await blocked({ body: named(id) }), id).toBeUndefined();
  for (const how of [{}, { loopback: true }, { allowHazardous: true }])
    for (const id of ['alice', '42', `conformance-${'0'.repeat(17)}-000000000001`])
      expect(await blocked({ body: named(id), ...how }), id).toMatch(/^foreign: it names /);
});

test('a shortened, lengthened or altered id is no harmless misspelling off loopback', async () => {
  for (const id of ['M-95273', 'M-9527340', 'M-952735', 'm-952734', ' M-952734', 'M-952734 ', '952734']) {
    expect(await blocked({ body: named(id) }), id).toMatch(/^(?:hazardous|foreign): /);
    if (id.length >= 8) expect(await blocked({ body: named(id), loopback: true }), id).toBeUndefined();
  }
  // What the contract does not allow as an id may be somebody's all the same.
  for (const id of [CREATED_UUID.slice(0, 35), `${CREATED_UUID}5`, CREATED_UUID.replace('1', 'z')])
    expect(await blocked({ vendor: 'mastercard', body: [id] }), id).toMatch(/^hazardous: /);
});

test('what is made of an id that the run drew at random is nobody’s', async () => {
  for (const id of [DRAWN.slice(0, 35), `${DRAWN}a1`, DRAWN.replace('e1f0', 'z1f0'), ` ${DRAWN} `])
    expect(await blocked({ vendor: 'mastercard', body: [id] }), id).toBeUndefined();
  expect(await blocked({ body: named(` ${CREATED} `) })).toBeUndefined();
  for (const id of [DRAWN.slice(0, 18), DRAWN.slice(-18)])
    expect(await blocked({ vendor: 'mastercard', body: [id] }), id).toMatch(/^hazardous: /);
});

test('a text with the run’s part must name nobody else under any transformation', async () => {
  for (const id of [
    `${RUN}' OR '1'='1`,
    `${RUN},alice`,
    `alice|${RUN}`,
    `alice ${RUN}`,
    `alice\0${RUN}`,
    `alice+${RUN}`,
    `alice@${RUN}`,
    `%${RUN.slice(0, 5)}`,
    `[${RUN}]`,
    `{alice,${RUN}}`,
    `(${RUN})?alice`,
    `42${RUN}`,
    `${'x'.repeat(40)}${RUN}`,
    RUN.toUpperCase(),
  ])
    expect(await blocked({ body: named(id) }), id).toMatch(/^(?:hazardous|foreign): /);
  for (const id of [`${RUN}%`, `x-${RUN}-*`, `${RUN}-'"\`\\`, `nobody-${RUN}-\0\r\n`, `nobody-${RUN}-`.repeat(80)])
    expect(await blocked({ body: named(id) }), id).toBeUndefined();
});

test('a stranger is found wherever the body holds one', async () => {
  for (const body of [
    ['alice'],
    { external_user_id: { $in: ['alice'] } },
    { external_user_id: CREATED, other: 'alice' },
  ])
    expect(await blocked({ body, loopback: true })).toContain('alice');
  for (const raw of [
    '{"external_user_id":"alice"',
    `{"external_user_id":"alice","external_user_id":"${CREATED}"}`,
    `{"external_user_id":"${CREATED}"}{"external_user_id":"al\\u0069ce"}`,
    '{"external_user_id":"alice',
    `[{"external_user_id":"${CREATED}"},{"a":[[[{"b":"alice"}]]]}]`,
    '{"alice":1}',
    'external_user_id=alice',
    `external_user_id=${CREATED}&external_user_id=%61lice`,
    'external_user_id: alice',
    '<external_user_id>alice</external_user_id>',
  ])
    expect(await blocked({ raw, loopback: true }), raw).toContain('alice');
  // Who reads a form finds no name in it; who reads JSON does.
  const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
  expect(await blocked({ raw: `["alice","a=nobody-${RUN}-"]`, headers, loopback: true })).toContain('alice');
  expect(await blocked({ raw: `{"external_user_id":"${CREATED}"` })).toBeUndefined();
  expect(await blocked({ raw: `external_user_id=${CREATED}` })).toBeUndefined();
});

test('a body that cannot be read is not provably ours', async () => {
  const body = named(CREATED);
  for (const headers of [
    [['Content-Encoding', 'gzip']],
    [['Content-Type', 'application/json; charset=utf-7']],
  ] as const)
    expect(await blocked({ body, headers })).toContain('another encoding');
  // What no parser gets to is read word by word.
  expect(await blocked({ raw: '['.repeat(1000) + `"${CREATED}"`, loopback: true })).toBeUndefined();
  expect(await blocked({ raw: '['.repeat(1000) + '"alice"', loopback: true })).toContain('alice');
});

test('numbers name nobody where they are large, and somebody where they are not', async () => {
  expect(await blocked({ body: named(1234567890123456) })).toBeUndefined();
  expect(await blocked({ raw: '{"external_user_id":1e400}' })).toMatch(/^hazardous: /);
  for (const id of [0, 42, 952734, -1, 1.5, 2 ** 60])
    expect(await blocked({ body: named(id) }), String(id)).toMatch(/^hazardous: /);
});

for (const [what, sending] of Object.entries<Sending>({
  'null as an id': { body: named(null) },
  'null and then an id': { raw: `{"external_user_id":null,"external_user_id":"${CREATED}"}` },
  'an empty id': { body: named('') },
  'a wildcard': { body: named('%') },
  'a text that loose comparison takes for nothing': { body: named('false') },
  'a query operator': { body: named({ $ne: null }) },
  'a list in the place of an id': { body: named([CREATED]) },
  'an empty list': { vendor: 'mastercard', body: [] },
  'a null among ids': { vendor: 'mastercard', body: [CREATED_UUID, null] },
  'the other case of an id': { vendor: 'mastercard', body: [DRAWN.toUpperCase()] },
  'another method': { method: 'DELETE', body: named(CREATED) },
  'an override of the method': { body: named(CREATED), headers: [['X-HTTP-Method-Override', 'DELETE']] },
  'an override in the body': { body: { ...named(CREATED), _method: 'DELETE' } },
  'another path': { url: 'https://vendor.example/USER/delete/', body: named(CREATED) },
}))
  test(`${what} is sent to loopback, and elsewhere only with the operator’s consent`, async () => {
    expect(await blocked(sending)).toMatch(/^hazardous: /);
    const { url, ...same } = sending;
    expect(await blocked({ ...same, ...(url ? { behind: '/' } : {}), loopback: true })).toBeUndefined();
    expect(await blocked({ ...sending, allowHazardous: true })).toBeUndefined();
  });

test('ids are found around the body, decoded once and twice', async () => {
  const body = named(CREATED);
  for (const [behind, says] of [
    ['?id=alice', 'alice'],
    ['?id=%61lice', 'alice'],
    ['?id=%2561lice', '%61lice'],
    ['?alice', 'alice'],
    ['/alice', 'alice'],
    ['/%61lice', 'alice'],
    ['/..%2F..%2Falice', 'alice'],
    [';id=alice', 'alice'],
  ] as const)
    expect(await blocked({ behind, body, loopback: true }), behind).toContain(says);
  expect(await blocked({ behind: `?id=${CREATED}`, body })).toBeUndefined();
  expect(await blocked({ body, headers: [['X-User-Id', 'alice']], loopback: true })).toContain('alice');
  expect(await blocked({ body, headers: [['X-Original-URL', '/user/delete']] })).toMatch(/^hazardous: /);
});

test('headers of HTTP, of the operator and of the contract are free', async () => {
  const headers = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Authorization', 'Basic YWxpY2U6c2VjcmV0'],
    ['X-Gateway', 'key'],
    ['Knot-Version', 'not-a-version'],
  ] as const;
  expect(await blocked({ body: named(CREATED), headers })).toBeUndefined();
  expect(await blocked({ body: named(CREATED), headers: [['X-Gateway', 'other']] })).toMatch(/^hazardous: /);
});

test('calls that create users or look at them name whom they like, and only as they are documented', async () => {
  const host = 'https://vendor.example';
  const free: Sending[] = [
    { url: `${host}/session/create`, body: named('alice') },
    { url: `${host}/accounts/get?external_user_id=alice`, method: 'GET' },
    { vendor: 'mastercard', url: `${host}/cts/issuers/users/alice/dashboards?lang=en-US`, method: 'GET' },
  ];
  for (const sending of free) expect(await blocked(sending)).toBeUndefined();
  const guarded: Sending[] = [
    { url: `${host}/session/create`, body: named('alice'), headers: [['X-HTTP-Method-Override', 'DELETE']] },
    { url: `${host}/session/create/`, body: named('alice') },
    { url: `${host}/session/%63reate`, body: named('alice') },
    { url: `${host}/accounts/get?external_user_id=alice&_method=DELETE`, method: 'GET' },
    { url: `${host}/accounts/get?external_user_id=alice`, method: 'DELETE' },
    { vendor: 'mastercard', url: `${host}/cts/issuers/users/..%2Fuser-deletions/dashboards`, method: 'GET' },
    { vendor: 'mastercard', url: `${host}/cts/issuers/users/alice;x/dashboards`, method: 'GET' },
  ];
  for (const sending of guarded) expect(await blocked(sending), sending.url).toBeDefined();
});

test('no other host or port is reached', async () => {
  const body = named(CREATED);
  expect(await blocked({ url: 'https://elsewhere.example/user/delete', body })).toContain('elsewhere');
  expect(await blocked({ url: 'https://vendor.example:8443/user/delete', body })).toContain('8443');
  expect(await blocked({ url: 'http://10.0.0.1/user/delete', body, loopback: true })).toContain('10.0.0.1');
  expect(await blocked({ url: 'http://127.0.0.1:4011/user/delete', body, loopback: true })).toContain('4011');
  // Whether clear text is answered has to be tried.
  expect(await blocked({ url: 'http://vendor.example/user/delete', body })).toBeUndefined();
});

test('a constant is free where the profile names it as nobody’s', async () => {
  expect(await blocked({ vendor: 'mastercard', body: ['-'.repeat(36)] })).toBeUndefined();
  expect(await blocked({ vendor: 'mastercard', body: ['-'.repeat(35)] })).toMatch(/^hazardous: /);
  expect(await blocked({ body: named('-'.repeat(36)) })).toMatch(/^hazardous: /);
});

test('an id can be claimed once: a creation that answers a known one speaks of somebody else', () => {
  const known = createKnownIds({ offered: ['offered'], runPrefix: RUN });
  known.draw(DRAWN);
  expect(known.registerId('offered')).toBe(false);
  expect(known.registerId(DRAWN)).toBe(false);
  expect(known.registerId('created')).toBe(true);
  expect(known.registerId('created')).toBe(false);
});

test('a run prefix of fewer than 64 bits proves nothing', () => {
  const known = createKnownIds({ runPrefix: '0a1b2c3d' });
  expect(known.isOurs('nobody-0a1b2c3d-1')).toBe(false);
});
