import { expect, test } from '@playwright/test';
import { requestUrl } from '../../../src/configuration/base-url.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { certificateOf, pemOf, pkcs12Of, rsaPair, temporaryFiles } from '../auth/material.ts';
import { KNOT, knot, mastercard, pigeon, profileOf, refusal, SECRET, target } from './fixtures.ts';

const file = temporaryFiles();

test('defaults on loopback', () => {
  expect(target()).toEqual({
    vendor: 'knot',
    kind: 'configured',
    baseUrl: 'http://127.0.0.1:8080',
    loopback: true,
    production: false,
    credentials: {
      scheme: 'basic',
      id: 'client',
      secret: SECRET,
      names: { id: 'KNOT_CLIENT_ID', secret: 'KNOT_SECRET' },
    },
    headers: [],
    maxUsers: 1000,
    settleMs: 5000,
    deadlineMs: 5000,
    timeoutMs: 10_000,
    configuration: { KNOT_BASE_URL: 'http://127.0.0.1:8080', KNOT_CLIENT_ID: 'client', KNOT_SECRET: '[redacted]' },
  });
});

test('elsewhere a run creates a hundred users at most', () => {
  const remote = target({ KNOT_BASE_URL: 'https://h.example/', CONFORMANCE_ALLOW_DELETE: '1' });
  expect(remote).toMatchObject({ maxUsers: 100, loopback: false, baseUrl: 'https://h.example' });
});

test('all that an operator can declare', () => {
  const declared = target({
    KNOT_OTHER_CLIENT_ID: 'other',
    KNOT_OTHER_SECRET: 'secret-of-the-other',
    KNOT_USER_IDS: 'a, b ,c',
    KNOT_MAX_USERS: '7',
    KNOT_HEADERS: 'X-Gateway-Key: k:1;Knot-Version: 2.0\nX-Stage:blue;\n',
    KNOT_OBSERVE: 'repeat',
    KNOT_SETTLE_MS: '0',
    KNOT_DELETION_DEADLINE_MS: '60000',
    KNOT_CARD_RANGES: '5200,5300',
    CONFORMANCE_TIMEOUT_MS: '250',
  });
  expect(declared).toMatchObject({
    other: { scheme: 'basic', id: 'other', names: { id: 'KNOT_OTHER_CLIENT_ID', secret: 'KNOT_OTHER_SECRET' } },
    userIds: ['a', 'b', 'c'],
    maxUsers: 7,
    headers: [
      ['X-Gateway-Key', 'k:1'],
      ['Knot-Version', '2.0'],
      ['X-Stage', 'blue'],
    ],
    observe: 'repeat',
    settleMs: 0,
    deadlineMs: 60_000,
    cardRanges: ['5200', '5300'],
    timeoutMs: 250,
  });
});

test('each scheme of authentication has its variables', () => {
  const base = 'http://[::1]:1';
  const bearer = readTarget(pigeon, { PIGEON_BASE_URL: base, PIGEON_TOKEN: 't' }, 'sandbox', 'pigeon');
  expect(bearer).toMatchObject({
    kind: 'sandbox',
    loopback: true,
    credentials: { scheme: 'bearer', token: 't', names: { token: 'PIGEON_TOKEN' } },
  });
  const keyed = profileOf('OWL', { scheme: 'apiKey', in: 'header', name: 'X-Key' });
  expect(target({ OWL_BASE_URL: base, OWL_API_KEY: 'k' }, keyed).credentials).toEqual({
    scheme: 'apiKey',
    key: 'k',
    names: { key: 'OWL_API_KEY' },
  });
});

test.describe('OAuth 1.0a', () => {
  const environment = (extra: Record<string, string> = {}) => ({
    MASTERCARD_BASE_URL: 'http://localhost:4010/cts/',
    MASTERCARD_CONSUMER_KEY: 'consumer!key',
    MASTERCARD_SIGNING_KEY: file('key.p12', pkcs12Of(rsaPair('own'), 'password-of-the-key', 'signer')),
    MASTERCARD_SIGNING_KEY_PASSWORD: 'password-of-the-key',
    MASTERCARD_SIGNING_KEY_ALIAS: 'signer',
    ...extra,
  });

  test('loads the signing key, and takes the deadline of the profile', () => {
    const made = target(environment(), mastercard);
    expect(made).toMatchObject({ baseUrl: 'http://localhost:4010/cts', deadlineMs: 86_400_000 });
    expect(made.credentials).toEqual({
      scheme: 'oauth1',
      consumerKey: 'consumer!key',
      privateKeyPem: pemOf(rsaPair('own').privateKey),
      password: 'password-of-the-key',
      names: {
        consumerKey: 'MASTERCARD_CONSUMER_KEY',
        privateKeyPem: 'MASTERCARD_SIGNING_KEY',
        password: 'MASTERCARD_SIGNING_KEY_PASSWORD',
      },
    });
  });

  test('refuses a key that cannot be used, without path or password', () => {
    const wrong = environment({ MASTERCARD_SIGNING_KEY_PASSWORD: SECRET });
    const message = refusal(() => target(wrong, mastercard));
    expect(message).toContain('MASTERCARD_SIGNING_KEY_PASSWORD');
    expect(message).not.toContain(SECRET);
    const missing = refusal(() => target(environment({ MASTERCARD_SIGNING_KEY: '/nowhere/key.p12' }), mastercard));
    expect(missing).toContain('MASTERCARD_SIGNING_KEY names a file which does not exist');
    expect(missing).not.toContain('nowhere');
  });

  test('payload encryption needs a certificate that can be read', () => {
    const certificate = file('encryption.pem', certificateOf(rsaPair('own')));
    const encrypted = environment({ MASTERCARD_ENCRYPTION_CERT: certificate, MASTERCARD_ENCRYPTION_FINGERPRINT: 'ab' });
    const { encryption, configuration } = target(encrypted, mastercard);
    expect(encryption).toMatchObject({ certificatePath: certificate, fingerprint: 'ab' });
    expect(configuration).toMatchObject({
      MASTERCARD_SIGNING_KEY: 'key.p12',
      MASTERCARD_SIGNING_KEY_PASSWORD: '[redacted]',
      MASTERCARD_SIGNING_KEY_ALIAS: 'signer',
      MASTERCARD_ENCRYPTION_CERT: 'encryption.pem',
    });
    const broken = environment({ MASTERCARD_ENCRYPTION_CERT: file('broken.pem', 'no certificate') });
    expect(refusal(() => target(broken, mastercard))).toContain('MASTERCARD_ENCRYPTION_CERT');
    const alone = environment({ MASTERCARD_ENCRYPTION_FINGERPRINT: 'ab' });
    expect(refusal(() => target(alone, mastercard))).toContain('but MASTERCARD_ENCRYPTION_CERT is not');
  });
});

test.describe('values that are refused, without being repeated', () => {
  const refused: [name: string, value: string, says: string][] = [
    ['KNOT_BASE_URL', 'localhost:4010', 'does not begin with http:// or https://'],
    ['KNOT_BASE_URL', 'ftp://h.example', 'does not begin with http'],
    ['KNOT_BASE_URL', 'http:127.0.0.1', 'does not begin with http'],
    ['KNOT_BASE_URL', `http://user:${SECRET}@h:port`, 'is not a URL'],
    ['KNOT_BASE_URL', 'http://127.0.0.1:80\n80', 'is not a URL'],
    ['KNOT_BASE_URL', `http://127.0.0.1/#${SECRET}`, 'fragment'],
    ['KNOT_BASE_URL', 'http://127.0.0.1/#', 'fragment'],
    ['KNOT_CLIENT_ID', 'a:b', 'colon'],
    ['KNOT_SECRET', `${SECRET}\n`, 'line break'],
    ['KNOT_MAX_USERS', '-1', 'whole number'],
    ['KNOT_MAX_USERS', '1e3', 'whole number'],
    ['KNOT_SETTLE_MS', '5s', 'whole number'],
    ['KNOT_SETTLE_MS', '2147483648', 'whole number'],
    ['KNOT_DELETION_DEADLINE_MS', '1.5', 'whole number'],
    ['CONFORMANCE_TIMEOUT_MS', '0', 'whole number'],
    ['KNOT_OBSERVE', 'reed', 'did you mean "read"?'],
    ['KNOT_OBSERVE', 'zzzzzz', 'read, repeat, none'],
    ['KNOT_USER_IDS', 'a,,b', 'Entry 2'],
    ['KNOT_USER_IDS', 'a,b,', 'Entry 3'],
    ['KNOT_USER_IDS', 'a,b, a', 'Entries 1 and 3'],
    ['KNOT_CARD_RANGES', '5200,x', 'Entry 2'],
    ['KNOT_HEADERS', SECRET, 'Entry 1 of KNOT_HEADERS has no colon'],
    ['KNOT_HEADERS', `X-A: 1;${SECRET}`, 'Entry 2'],
    ['KNOT_HEADERS', `X A: ${SECRET}`, 'name of a header'],
    ['KNOT_HEADERS', 'X-A:', 'gives X-A no value'],
    ['KNOT_HEADERS', `X-A: ${SECRET}\u0001`, 'no header can carry'],
    ['KNOT_HEADERS', 'Content-Length: 3', 'writes itself'],
    ['KNOT_HEADERS', `authorization: ${SECRET}`, 'writes itself'],
    ['KNOT_HEADERS', ';', 'Entry 1'],
  ];
  for (const [name, value, says] of refused)
    test(`${name}=${JSON.stringify(value.replaceAll(SECRET, '…'))}`, () => {
      const message = refusal(() => readTarget(knot, { ...KNOT, [name]: value }, 'configured', 'knot'));
      expect(message).toContain(name);
      expect(message).toContain(says);
      expect(message).not.toContain(SECRET);
      expect(message).not.toContain('\n');
    });
});

test('a path goes behind that of the base URL, and the queries of both after it', () => {
  expect(requestUrl('http://h/v1', '/user/delete')).toBe('http://h/v1/user/delete');
  expect(requestUrl('http://h/v1?token=a', '/user/delete')).toBe('http://h/v1/user/delete?token=a');
  expect(requestUrl('http://h?token=a', '/accounts?user=b')).toBe('http://h/accounts?token=a&user=b');
});
