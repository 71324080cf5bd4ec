import { expect, test } from '@playwright/test';
import OAuth from 'mastercard-oauth1-signer';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { json } from './harness.ts';
import { disposeKeys, keyOf, startMastercard } from './mastercard-client.ts';
import type { Deviation } from './mastercard-client.ts';

test.afterAll(disposeKeys);

const REFUSED: [string, Deviation, number, string][] = [
  ['no header', { authorization: null }, 400, 'INVALID_AUTH_HEADER'],
  ['another scheme', { authorization: 'Basic YTpi' }, 400, 'INVALID_AUTH_HEADER'],
  ['a header that does not parse', { authorization: 'OAuth oauth_nonce=1,,' }, 400, 'INVALID_AUTH_HEADER'],
  ['no nonce', { parameters: { oauth_nonce: undefined } }, 400, 'INVALID_AUTH_HEADER'],
  ['version 2.0', { parameters: { oauth_version: '2.0' } }, 400, 'INVALID_AUTH_HEADER'],
  ['an unknown consumer key', { parameters: { oauth_consumer_key: 'a!b' } }, 401, 'AUTHENTICATION_FAILED'],
  ['no body hash', { parameters: { oauth_body_hash: undefined } }, 400, 'INVALID_BODY_HASH'],
  ['another body', { signedAs: { body: '[]' } }, 400, 'INVALID_BODY_HASH'],
  ['no signature', { afterwards: { oauth_signature: undefined } }, 401, 'AUTHENTICATION_FAILED'],
  ['an empty signature', { afterwards: { oauth_signature: '' } }, 401, 'AUTHENTICATION_FAILED'],
  ['an altered signature', { afterwards: { oauth_nonce: 'other' } }, 401, 'AUTHENTICATION_FAILED'],
  ["the other issuer's key", { key: 'other' }, 401, 'AUTHENTICATION_FAILED'],
  ['another method', { signedAs: { method: 'PUT' } }, 401, 'AUTHENTICATION_FAILED'],
  ['another path', { signedAs: { path: '/issuers/users' } }, 401, 'AUTHENTICATION_FAILED'],
  ['another query', { signedAs: { path: '/issuers/user-deletions?a=1' } }, 401, 'AUTHENTICATION_FAILED'],
  ['RSA-SHA1', { digest: 'sha1', parameters: { oauth_signature_method: 'RSA-SHA1' } }, 401, 'AUTHENTICATION_FAILED'],
  ['SHA-1 under the name of RSA-SHA256', { digest: 'sha1' }, 401, 'AUTHENTICATION_FAILED'],
  ['PLAINTEXT', { parameters: { oauth_signature_method: 'PLAINTEXT' } }, 401, 'AUTHENTICATION_FAILED'],
  ['HMAC-SHA1', { parameters: { oauth_signature_method: 'HMAC-SHA1' } }, 401, 'AUTHENTICATION_FAILED'],
  ['an old timestamp', { parameters: { oauth_timestamp: '1600000000' } }, 401, 'AUTHENTICATION_FAILED'],
  ['a timestamp that is none', { parameters: { oauth_timestamp: 'now' } }, 401, 'AUTHENTICATION_FAILED'],
];
for (const [name, deviation, status, code] of REFUSED) {
  test(`${name} is refused by the gateway, known and unknown user alike, and deletes nobody`, async () => {
    const { user, remove, score } = await startMastercard();
    const id = await user(1);
    for (const ids of [[id], ['00000000-0000-4000-8000-000000000000'], 'no array']) {
      const response = await remove(ids, deviation);
      expect({ status: response.status, body: json(response) }).toMatchObject({
        status,
        body: { Errors: { Error: [{ Source: 'Gateway', ReasonCode: code, Recoverable: false, Details: null }] } },
      });
    }
    expect((await score(id)).status).toBe(200);
  });
}

test('a nonce is good for one request', async () => {
  const { remove, score, user } = await startMastercard();
  const [a, b] = [await user(1), await user(2)];
  const parameters = { oauth_nonce: 'used' };
  expect((await remove([a], { parameters })).status).toBe(202);
  expect((await remove([b], { parameters })).status).toBe(401);
  expect((await score(b)).status).toBe(200);
  expect((await remove([b], { as: 'other', parameters })).status).toBe(404);
});

test('a clock that is four minutes off is accepted, six are not', async () => {
  const { clock, user, score } = await startMastercard();
  const id = await user(1);
  const at = (minutes: number) => ({
    parameters: { oauth_timestamp: String(Math.floor(clock.now() / 1000) + minutes * 60) },
  });
  for (const minutes of [-4, 4]) expect((await score(id, at(minutes))).status).toBe(200);
  for (const minutes of [-6, 6]) expect((await score(id, at(minutes))).status).toBe(401);
});

test('both encodings of the base string are accepted, with a query too', async () => {
  const { call, user } = await startMastercard();
  const path = `/issuers/users/${await user(1)}/dashboards?lang=es-cr&x=a%20b`;
  expect((await call('GET', path, '', { rfc: false })).status).toBe(200);
  expect((await call('GET', path, '', { rfc: true })).status).toBe(200);
});

test("over HTTP, the vendor's own library is understood", async () => {
  const now = { now: () => Math.floor(Date.now() / 1000) * 1000, sleep: () => Promise.resolve() };
  const { sandbox } = await startMastercard({ clock: now });
  const served = await serveSandbox(sandbox, { port: 0 });
  try {
    const url = `${served.baseUrl}/issuers/user-deletions`;
    const body = '["00000000-0000-4000-8000-000000000000"]';
    const key = sandbox.environment.MASTERCARD_CONSUMER_KEY ?? '';
    const authorization = OAuth.getAuthorizationHeader(url, 'POST', body, key, keyOf(sandbox, 'MASTERCARD_'));
    const send = (sent: string) =>
      fetch(url, { method: 'POST', body: sent, headers: { authorization, 'content-type': 'application/json' } });
    expect((await send(`${body} `)).status).toBe(400);
    expect((await send(body)).status).toBe(404);
    expect((await send(body)).status).toBe(401);
  } finally {
    await served.close();
  }
});
