import { createHash, createPublicKey } from 'node:crypto';
import nock from 'nock';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { judgeVendor } from './judge-vendor.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { inspect } from '../auth/oauth1-verifier.ts';
import { keyOf } from '../sandbox/mastercard-client.ts';
import { SLOW } from '../part.ts';
import { loadOnce } from './in-process.ts';

const HOST = 'https://sandbox.api.mastercard.com';

/** Judges some requirements at the vendor's own host, for which nock stands in: the sandbox answers, nothing leaves this machine. */
async function judgeHost(slugs: RegExp) {
  const clock = virtualClock();
  const sandbox = await createMastercardSandbox({ clock });
  const sent: WireRequest[] = [];
  nock.disableNetConnect();
  for (const method of ['GET', 'POST'])
    nock(HOST)
      .persist()
      .intercept(/.*/, method)
      .reply(async function (path, body) {
        const bytes = Buffer.from(method === 'GET' ? '' : typeof body === 'string' ? body : JSON.stringify(body));
        const headers = Object.entries(this.req.headers).map(([name, value]) => [name, value] as const);
        sent.push({ method, url: HOST + path, headers, body: bytes });
        const request = new Request(HOST + path, { method, headers: new Headers(headers.map(([n, v]) => [n, v])) });
        const answer = await sandbox.fetch(request, { rawBody: bytes });
        return [answer.status, await answer.text(), Object.fromEntries(answer.headers)];
      });
  try {
    const vendor = await loadOnce('mastercard');
    const variables: Record<string, string> = {
      ...sandbox.environment,
      MASTERCARD_BASE_URL: `${HOST}/cts`,
      CONFORMANCE_ALLOW_DELETE: '1',
    };
    const target = readTarget(vendor.profile, variables, 'configured', 'mastercard');
    const select = ({ id }: { id: string }) => slugs.test(id);
    const results = await judgeVendor({ vendor, target, transport: nodeTransport(), clock, seed: 1, select });
    return { results, sent, key: createPublicKey(keyOf(sandbox, 'MASTERCARD_')), variables };
  } finally {
    await sandbox.dispose();
  }
}

test.beforeEach(() => {
  if (!nock.isActive()) nock.activate();
});
test.afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});

test(
  'what is sent to the vendor: documented calls, each with its body hash and a signature that verifies',
  SLOW,
  async () => {
    const { results, sent, key, variables } = await judgeHost(/deleted-user-is-gone|two-users/);
    expect(results.requirements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    const paths = sent.map(
      ({ method, url }) => `${method} ${new URL(url).pathname.replace(/[0-9a-f-]{36}/, '{userid}')}`,
    );
    expect([...new Set(paths)].sort()).toEqual([
      'GET /cts/issuers',
      'GET /cts/issuers/users/{userid}/aggregate-carbon-scores',
      'GET /cts/issuers/users/{userid}/dashboards',
      'POST /cts/issuers/user-deletions',
      'POST /cts/issuers/users',
    ]);
    for (const request of sent) {
      const found = inspect(request, key);
      expect(found, request.url).toMatchObject({ bodyHash: 'right', signature: 'once' });
      expect(found?.parameters).toMatchObject({
        oauth_consumer_key: variables['MASTERCARD_CONSUMER_KEY'],
        oauth_signature_method: 'RSA-SHA256',
        oauth_version: '1.0',
        oauth_body_hash: createHash('sha256')
          .update(request.body ?? '')
          .digest('base64'),
      });
    }
  },
);

test('a deletion is a bare array of ids that the run has enrolled or made up, as JSON', SLOW, async () => {
  const { sent } = await judgeHost(/deleted-user-is-gone|two-users/);
  const deletions = sent.filter(({ url }) => url.endsWith('/issuers/user-deletions'));
  for (const { headers, body } of deletions) {
    expect(Object.fromEntries(headers)).toMatchObject({ 'content-type': 'application/json' });
    const ids = JSON.parse(String(body)) as unknown[];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(deletions.map(({ body }) => (JSON.parse(String(body)) as unknown[]).length)).toContain(2);
});
