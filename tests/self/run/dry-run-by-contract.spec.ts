import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { dryRun } from '../../../src/run/dry-run.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { inProcessTransport } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import { egretServer } from '../vendors/egret-server.ts';
import { larkServer } from '../vendors/lark-server.ts';
import { otterServer } from '../vendors/otter-server.ts';
import { ploverServer } from '../vendors/plover-server.ts';
import { wrenServer } from '../vendors/wren-server.ts';
import { SLOW } from '../part.ts';
import { judgeVendor } from './judge-vendor.ts';

// A vendor without a sandbox: what a dry run tells of it is held against a run at a server of it.

const SERVERS: Readonly<Record<string, (clock: Clock) => Sandbox>> = {
  lark: () => larkServer(randomUUID()),
  otter: () => otterServer(randomUUID()),
  plover: (clock) => ploverServer(clock),
  wren: () => wrenServer(randomUUID()),
  egret: (clock) => egretServer(clock).sandbox,
};

async function told(name: string, environment: Readonly<Record<string, string>>) {
  const vendor = await loadOne(fileURLToPath(new URL('../vendors/specs', import.meta.url)), name, 1);
  const target = readTarget(vendor.profile, environment, 'configured', name);
  const requirements = vendor.requirements.filter(({ check }) => check !== undefined);
  return { vendor, ...(await dryRun({ vendor, target, seed: 1, allowHazardous: false, requirements })) };
}

for (const [name, server] of Object.entries(SERVERS))
  test(`${name}: the requests and users of a dry run are those of a run, nearly`, SLOW, async () => {
    const clock = virtualClock();
    const sandbox = server(clock);
    const env = name.toUpperCase();
    const dry = await told(name, { ...sandbox.environment, [`${env}_BASE_URL`]: 'http://127.0.0.1:4101/v1' });
    expect(dry.requests.filter(({ url }) => !url.startsWith('http://127.0.0.1:4101/v1/'))).toEqual([]);
    let sent = 0;
    const inner = inProcessTransport(sandbox);
    const { vendor } = dry;
    const environment = { ...sandbox.environment, [`${env}_BASE_URL`]: 'http://127.0.0.1' };
    await judgeVendor({
      vendor,
      target: readTarget(vendor.profile, environment, 'configured', name),
      transport: (request, limits) => ((sent += 1), inner(request, limits)),
      clock,
      seed: 1,
      concurrency: 1,
    });
    const difference = Math.abs(dry.requests.length - sent) / sent;
    test.info().annotations.push({ type: 'requests', description: `${dry.requests.length} told, ${sent} sent` });
    expect(difference, `${dry.requests.length} told, ${sent} sent`).toBeLessThan(0.15);
    expect(dry.users.created).toBeGreaterThan(2);
    expect(dry.users.deleted).toBeGreaterThan(0);
  });

test('no credential is told, offered users are used, and a further host is told as such', async () => {
  const key = randomUUID();
  const ids = ['M-1234567890', 'M-1234567891', 'M-1234567892', 'M-1234567893', 'M-1234567894'];
  const { requests, users } = await told('lark', {
    LARK_API_KEY: key,
    LARK_BASE_URL: 'https://erasures.example/v1',
    LARK_USER_IDS: ids.join(','),
    CONFORMANCE_ALLOW_DELETE: '1',
  });
  expect(users.created).toBe(0);
  expect(users.offered).toBeGreaterThan(1);
  expect(requests.filter(({ url, body }) => `${url}${body}`.includes(key))).toEqual([]);
  expect(requests.some(({ url }) => url === 'https://erasures.example/v1/erasures')).toBe(true);
});
