import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Transport } from '../../../src/http/types.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { judgeVendor } from './judge-vendor.ts';

// Heron's callers choose ids, and these are so short that one which is made up could be somebody's.

test('where ids that callers choose are short, nobody is created off loopback, and the report says what to do', async () => {
  const vendor = await loadOne('tests/self/vendors/specs', 'heron', 1);
  const asked: string[] = [];
  const transport: Transport = async ({ method, url }) => {
    asked.push(`${method} ${new URL(url).pathname}`);
    const body = Buffer.from('{"error":"user_unknown"}');
    const headers = [['content-type', 'application/json']] as const;
    return { status: 404, headers, body, truncated: false, durationMs: 1 };
  };
  const variables = {
    HERON_BASE_URL: 'https://vendor.example',
    HERON_TOKEN: 'a-secret-of-sixteen-letters',
    CONFORMANCE_ALLOW_DELETE: '1',
  };
  const target = readTarget(vendor.profile, variables, 'configured', vendor.name);
  const { requirements } = await judgeVendor({ vendor, target, transport, clock: virtualClock(), seed: 1 });
  expect(asked.filter((one) => !one.startsWith('GET '))).toEqual([]);
  const erasure = requirements.find(({ id }) => id === 'heron/user-is-gone-when-the-job-is-done');
  expect(erasure).toMatchObject({ verdict: 'not-run', reason: 'no-user' });
  expect(erasure?.message).toContain('so short that one could be somebody’s: offer users instead.');
  expect(erasure?.message).toContain('HERON_USER_IDS');
});
