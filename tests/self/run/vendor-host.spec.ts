import { fileURLToPath } from 'node:url';
import nock from 'nock';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import { judgeVendor } from './judge-vendor.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { SLOW } from '../part.ts';

const HOST = 'development.knotapi.com';
const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

interface Sent {
  readonly protocol: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Judges the vendor's own host, for which nock stands in: the sandbox answers, nothing leaves this machine. */
async function judgeHost(environment: Readonly<Record<string, string>> = {}) {
  const clock = virtualClock();
  const sandbox = await createKnotSandbox({ clock });
  const sent: Sent[] = [];
  nock.disableNetConnect();
  // A body that is not JSON is answered by rote: nock cannot hand it to a reply function where it is labelled JSON.
  const refusal = { error_type: 'INVALID_REQUEST', error_code: 'INVALID_FIELD', error_message: 'Not JSON.' };
  nock(`https://${HOST}`)
    .persist()
    .post('/user/delete', (body: unknown) => typeof body === 'string' && body !== '')
    .reply(400, refusal)
    .on('request', ({ headers }: { headers: Record<string, string> }, _: unknown, body: string) => {
      sent.push({ protocol: 'https', method: 'POST', path: '/user/delete', headers, body });
    });
  for (const protocol of ['https', 'http'])
    for (const method of ['GET', 'POST'])
      nock(`${protocol}://${HOST}`)
        .persist()
        .intercept(/.*/, method)
        .reply(async function (path, body) {
          const text = typeof body === 'string' ? body : JSON.stringify(body);
          const headers = Object.fromEntries(Object.entries(this.req.headers).map(([name, value]) => [name, value]));
          sent.push({ protocol, method, path, headers, body: text });
          if (protocol === 'http') return [403, ''];
          const bytes = Buffer.from(text);
          const request = new Request(`https://${HOST}${path}`, {
            method,
            headers,
            ...(method === 'POST' ? { body: bytes } : {}),
          });
          const answer = await sandbox.fetch(request, { rawBody: bytes });
          return [answer.status, await answer.text(), Object.fromEntries(answer.headers)];
        });
  const vendor = await loadOne(SPECS, 'knot', 1);
  const variables = {
    ...sandbox.environment,
    KNOT_BASE_URL: `https://${HOST}`,
    CONFORMANCE_ALLOW_DELETE: '1',
    ...environment,
  };
  const target = readTarget(vendor.profile, variables, 'configured', 'knot');
  const results = await judgeVendor({ vendor, target, transport: nodeTransport(), clock, seed: 1 });
  return { results, sent, credentials: sandbox.environment };
}

test.beforeEach(() => {
  if (!nock.isActive()) nock.activate();
});
test.afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});

test('what is sent to the vendor: documented calls, Basic credentials, ids of this run only', SLOW, async () => {
  const { results, sent, credentials } = await judgeHost({ KNOT_MAX_USERS: '1000' });
  const { KNOT_CLIENT_ID, KNOT_SECRET } = credentials;
  const authorization = `Basic ${Buffer.from(`${KNOT_CLIENT_ID ?? ''}:${KNOT_SECRET ?? ''}`).toString('base64')}`;
  const secure = sent.filter(({ protocol }) => protocol === 'https');
  const known = ['/accounts/get', '/development/accounts/link', '/session/create', '/user/delete'];
  expect([...new Set(secure.map(({ path }) => path.split('?')[0]))].sort()).toEqual(known);

  const first = secure[0];
  expect(first).toMatchObject({ method: 'POST', path: '/user/delete' });
  expect(first?.headers).toMatchObject({ authorization, 'content-type': 'application/json', host: HOST });
  expect(Object.keys(JSON.parse(first?.body ?? '') as object)).toEqual(['external_user_id']);
  const created = secure.find(({ path }) => path === '/session/create');
  expect(JSON.parse(created?.body ?? '')).toEqual({
    type: 'transaction_link',
    external_user_id: expect.any(String) as unknown,
  });
  expect(results.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'error')).toEqual([]);
});

test('what could hit strangers is held back there, and the headline says how much', SLOW, async () => {
  const { results, sent } = await judgeHost({ KNOT_MAX_USERS: '1000' });
  const hazardous = results.requirements.filter((requirement) => requirement.hazardous);
  expect(hazardous.length).toBeGreaterThan(0);
  for (const requirement of hazardous) expect(requirement.verdict).toBe('not-run');
  const [held, provoking] = ['held-back', 'provoking'].map((word) =>
    results.requirements.filter(({ reason }) => reason === word),
  );
  // What is not announced as hazardous is sent: none of its requests may look like somebody else's id.
  expect([...(held ?? []), ...(provoking ?? [])].filter((one) => !one.hazardous).map(({ id }) => id)).toEqual([]);
  expect((held ?? []).length + (provoking ?? []).length).toBe(hazardous.length);
  expect(results.headline).toMatch(
    new RegExp(
      `${String(held?.length)} held back as hazardous \\(\\d+ MUST\\), ${String(provoking?.length)} held back as provoking`,
    ),
  );
  expect(results.outcome).toBe('conformant');
  for (const { path, body } of sent.filter((one) => one.path === '/user/delete')) {
    expect(body, path).not.toContain('"$');
    expect(['%', '*', '']).not.toContain(
      (JSON.parse(asJson(body)) as { external_user_id?: unknown } | null)?.external_user_id,
    );
  }
});

test('over plain HTTP neither credentials nor headers of the operator travel', SLOW, async () => {
  const { sent } = await judgeHost({ KNOT_HEADERS: 'X-Gateway: a-gateway-key-of-some-length' });
  const clear = sent.filter(({ protocol }) => protocol === 'http');
  expect(clear).toHaveLength(1);
  expect(clear[0]?.headers).not.toHaveProperty('authorization');
  expect(clear[0]?.headers).not.toHaveProperty('x-gateway');
});

/** Broken bodies are sent on purpose; they name nobody. */
function asJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return 'null';
  }
}
