import { expect, test } from '@playwright/test';
import { signedValue, type SignOptions } from '../../../src/session/sign-request.ts';
import { disposeOfKeys, keysOnce } from '../run/in-process.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { systemClock } from '../../../src/clock.ts';

// `sign` prints the Authorization value of one request; what it cannot sign it refuses in a sentence.

const URL_ = 'http://127.0.0.1:1/cts/issuers/user-deletions';
const REQUEST: SignOptions = { vendor: 'mastercard', method: 'POST', url: URL_, body: Buffer.from('[]') };

test.afterAll(disposeOfKeys);

async function configured(): Promise<Record<string, string>> {
  const sandbox = await createMastercardSandbox({ clock: systemClock, credentials: await keysOnce() });
  return { ...sandbox.environment, MASTERCARD_BASE_URL: 'http://127.0.0.1:1/cts' };
}

test('signs rightly, wrongly by a name, and with a given nonce and timestamp', async () => {
  const environment = await configured();
  const parameter = (value: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(value)?.[1];
  const right = signedValue({ ...REQUEST, nonce: 'once', timestamp: '1700000000' }, environment);
  expect(right).toMatch(/^OAuth /);
  expect([parameter(right, 'oauth_nonce'), parameter(right, 'oauth_timestamp')]).toEqual(['once', '1700000000']);
  const unsigned = signedValue({ ...REQUEST, invalid: 'credentials.missing-signature' }, environment);
  expect(unsigned).not.toContain('oauth_signature=');
  const other = signedValue({ ...REQUEST, other: true }, environment);
  expect(parameter(other, 'oauth_consumer_key')).toBe(environment['MASTERCARD_OTHER_CONSUMER_KEY']);
});

for (const [what, changes, sentence] of [
  ['an unknown name', { invalid: 'credentials.stale' }, /is unknown.*credentials\.stale-timestamp/],
  ['a nonce used twice in one call', { invalid: 'credentials.replayed-nonce' }, /takes two requests/],
  ['no header at all', { invalid: 'credentials.none' }, /sends no Authorization header/],
  ['a URL that is none', { url: '/issuers' }, /--url takes a whole URL/],
  ['a time that is none', { timestamp: 'now' }, /--timestamp takes seconds/],
  ['a vendor that is not configured', { vendor: 'knot' }, /knot/],
] as const)
  test(`${what} is refused in one sentence`, async () => {
    const environment = await configured();
    expect(() => signedValue({ ...REQUEST, ...changes }, environment)).toThrow(sentence);
  });

test('a scheme that a shell writes is not signed', () => {
  const environment = {
    KNOT_BASE_URL: 'http://127.0.0.1:1',
    KNOT_CLIENT_ID: 'client',
    KNOT_SECRET: 'a-secret-of-knot',
  };
  expect(() => signedValue({ ...REQUEST, vendor: 'knot' }, environment)).toThrow('a shell writes its credentials');
});
