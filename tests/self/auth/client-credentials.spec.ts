import { expect, test } from '@playwright/test';
import { clientCredentials } from '../../../src/auth/client-credentials.ts';
import { createAuthenticator } from '../../../src/auth/index.ts';
import { issuedToken, tokenRequest } from '../../../src/auth/token-endpoint.ts';
import type { WireResponse } from '../../../src/http/types.ts';
import { authorization, post } from './material.ts';

const client = { id: 'a client:1', secret: 's3cret of+it' };
const config = { scheme: 'clientCredentials', token: '/oauth/token', scope: 'erase' } as const;
const names = { id: 'V_CLIENT_ID', secret: 'V_CLIENT_SECRET', token: 'V_ACCESS_TOKEN' };

const answer = (body: unknown, status = 200): WireResponse => ({
  status,
  headers: [],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  truncated: false,
  durationMs: 1,
});

test('a client proves itself by Basic, form-encoded, or in the body', () => {
  const basic = tokenRequest(config, client);
  expect(basic.url).toBe('/oauth/token');
  const [, pair = ''] = authorization(basic).split(' ');
  expect(Buffer.from(pair, 'base64').toString('utf8')).toBe('a+client%3A1:s3cret+of%2Bit');
  expect(basic.body?.toString('utf8')).toBe('grant_type=client_credentials&scope=erase');
  const inBody = tokenRequest({ ...config, client: 'body', parameters: { audience: 'x' } }, client);
  expect(authorization(inBody)).toBe('');
  expect(Object.fromEntries(new URLSearchParams(inBody.body?.toString('utf8')))).toEqual({
    grant_type: 'client_credentials',
    scope: 'erase',
    audience: 'x',
    client_id: client.id,
    client_secret: client.secret,
  });
});

test('a token is what a success says it is', () => {
  const issued = { access_token: 't', expires_in: 60, refresh_token: 'r' };
  expect(issuedToken(answer(issued))).toEqual({ value: 't', lifeMs: 60_000, others: ['r'] });
  for (const none of [answer(issued, 400), answer({}), answer('no JSON'), answer('null'), answer({ access_token: '' })])
    expect(issuedToken(none)).toBeUndefined();
});

test('it is renewed before it ends, and what was issued is a secret', () => {
  let now = 0;
  const own = { scheme: 'clientCredentials', ...client, issued: [], names } as const;
  const credentials = { ...own, issued: [] as string[] };
  const made = createAuthenticator(config, credentials, undefined, { now: () => now }, 'a');
  const take = (access: string): void =>
    made.tokens?.due().forEach((call) => {
      expect(call.receive(answer({ access_token: access, expires_in: 120 }))).toBeUndefined();
    });
  take('first-token-of-the-client');
  expect(authorization(made.sign(post('http://127.0.0.1/x')))).toBe('Bearer first-token-of-the-client');
  expect(made.tokens?.due()).toEqual([]);
  now = 91_000;
  take('second-token-of-the-client');
  expect(authorization(made.sign(post('http://127.0.0.1/x')))).toBe('Bearer second-token-of-the-client');
  const values = clientCredentials.secretsOf(credentials).map(({ value }) => value);
  expect(values).toEqual([client.secret, 'first-token-of-the-client', 'second-token-of-the-client']);
  expect(made.tokenSecrets?.().map(({ value }) => value)).toContain('second-token-of-the-client');
});

test('a token of an earlier call is tried once it has expired, whatever its life', () => {
  let now = 0;
  const credentials = { scheme: 'clientCredentials', ...client, issued: [] as string[], names } as const;
  const made = createAuthenticator(config, credentials, undefined, { now: () => now }, 'a');
  const take = (access: string): void =>
    made.tokens?.due().forEach((call) => void call.receive(answer({ access_token: access, expires_in: 120 })));
  const expired = () => made.invalidCredentials.find(({ name }) => name === 'credentials.expired');
  const sent = () => authorization(expired()?.sign?.(post('http://127.0.0.1/x')) ?? post('http://127.0.0.1/x'));
  take('first-token-of-the-client');
  now = 91_000;
  take('second-token-of-the-client');
  now = 120_500;
  expect(expired()?.untried).toContain('A token lives for 120 s: none had expired yet');
  expect(sent()).toBe('');
  now = 121_000;
  expect(sent()).toBe('Bearer first-token-of-the-client');
  // Nothing must come before it, and nothing waits.
  expect(expired()).not.toHaveProperty('pauseMs');
  expect(authorization(made.sign(post('http://127.0.0.1/x')))).toBe('Bearer second-token-of-the-client');
});

test('a token endpoint elsewhere is asked over TLS', () => {
  const read = (url: string) =>
    clientCredentials.read(
      { name: (suffix) => `V_${suffix}`, value: (suffix) => (suffix === 'TOKEN_URL' ? url : 'x') },
      config,
    );
  expect(read('https://id.example/token').tokenUrl).toBe('https://id.example/token');
  expect(read('http://127.0.0.1:1/token').tokenUrl).toBe('http://127.0.0.1:1/token');
  for (const url of ['http://id.example/token', 'id.example', 'https://a:b@id.example/token'])
    expect(() => read(url), url).toThrow('V_TOKEN_URL is no https URL');
});
