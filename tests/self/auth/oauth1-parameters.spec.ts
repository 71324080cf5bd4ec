import { expect, test } from '@playwright/test';
import { createAuthenticator } from '../../../src/auth/index.ts';
import type { InvalidCredentials } from '../../../src/auth/types.ts';
import { virtualClock } from '../../../src/clock.ts';
import { keysOnce, disposeOfKeys } from '../run/in-process.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { loadSigningKey } from '../../../src/auth/signing-key.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { authorization } from './material.ts';

test.afterAll(() => disposeOfKeys());

const LIMITS = { timeoutMs: 10_000, maxBytes: 100_000 };

/** The sandbox, an authenticator of its first issuer, and a request that only the verifier looks at. */
async function stage() {
  const clock = virtualClock();
  const credentials = await keysOnce();
  const sandbox = await createMastercardSandbox({ clock, credentials });
  const { path, password, alias } = credentials.own.keystore;
  const privateKeyPem = loadSigningKey({
    path,
    password,
    alias,
    names: { path: 'V_SIGNING_KEY', password: 'V_PASSWORD', alias: 'V_ALIAS' },
  });
  const names = { consumerKey: 'V_CONSUMER_KEY', privateKeyPem: 'V_SIGNING_KEY' };
  const own = { scheme: 'oauth1', consumerKey: credentials.own.consumerKey, privateKeyPem, names } as const;
  const authenticator = createAuthenticator({ scheme: 'oauth1' }, own, undefined, clock, 'a');
  const send = inProcessTransport(sandbox);
  const request: WireRequest = {
    method: 'POST',
    url: `${inProcessBaseUrl(sandbox)}/issuers/user-deletions`,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('["0b1f3a52-5d0c-4e1b-9a64-0c55f9a1b2c3"]'),
  };
  return { authenticator, request, status: async (one: WireRequest) => (await send(one, LIMITS)).status };
}

/** As the checks shape it. */
function shaped(request: WireRequest, { needs }: InvalidCredentials): WireRequest {
  return needs === 'query' ? { ...request, url: `${request.url}?x-note=1` } : request;
}

test('every form of a parameter is refused by the reference implementation, and the right header is not', async () => {
  const { authenticator, request, status } = await stage();
  const letIn: string[] = [];
  for (const form of authenticator.invalidCredentials.filter(({ minor }) => minor)) {
    if (form.prepare) await status(form.prepare(request));
    const answer = await status(form.sign?.(shaped(request, form)) ?? request);
    if (![400, 401, 403].includes(answer)) letIn.push(`${form.name} ${answer}`);
  }
  expect(letIn).toEqual([]);
  expect(await status(authenticator.sign(request))).toBe(404);
});

test('every spelling of a valid header is accepted by the reference implementation', async () => {
  const { authenticator, request, status } = await stage();
  for (const one of authenticator.variants ?? []) expect(await status(one.sign(request)), one.name).toBe(404);
});

test('what is sent twice is sent twice, and nothing else is', async () => {
  const { authenticator, request } = await stage();
  const forms = authenticator.invalidCredentials.filter(({ name }) => /\.(?:twice|repeated)\./.test(name));
  expect(forms).toHaveLength(21);
  for (const form of forms) {
    const { name } = form;
    const names = [...authorization(form.sign?.(request) ?? request).matchAll(/(oauth_\w+)="/g)].map(
      ([, given]) => given,
    );
    const doubled = names.filter((given, at) => names.indexOf(given) !== at);
    expect(doubled, name).toHaveLength(1);
    expect(name).toContain(String(doubled[0]).replace('oauth_', ''));
  }
});
