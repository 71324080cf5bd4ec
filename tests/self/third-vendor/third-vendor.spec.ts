import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { loadVendors } from '../../../src/run/load-vendors.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { SLOW } from '../part.ts';
import { pigeonServer } from './server.ts';

const SPECS = fileURLToPath(new URL('specs', import.meta.url));

/** Judges the fictional vendor: four YAML files, and not a line of TypeScript in src/ that knows it. */
async function judgePigeon(honest: boolean): Promise<Results> {
  const [vendor] = await loadVendors(SPECS, 1);
  if (!vendor) throw new Error('the fictional vendor was not found');
  const server = pigeonServer(randomUUID(), honest);
  const environment = { ...server.environment, PIGEON_BASE_URL: inProcessBaseUrl(server) };
  const target = readTarget(vendor.profile, environment, 'configured', vendor.name);
  return judgeVendor({ vendor, target, transport: inProcessTransport(server), clock: virtualClock(), seed: 1 });
}

test('a third vendor is judged whole by data alone', async () => {
  const results = await judgePigeon(true);
  const judged = results.requirements.map(({ id, verdict, message, actual }) => ({ id, verdict, message, actual }));
  expect(judged.filter(({ verdict }) => !['pass', 'info', 'not-observed'].includes(verdict))).toEqual([]);
  expect(results.outcome).toBe('conformant');
});

test('and its lies are caught', SLOW, async () => {
  const results = await judgePigeon(false);
  expect(results.outcome).toBe('nonconformant');
  expect(results.requirements.find(({ id }) => id === 'pigeon/member-is-gone')?.verdict).toBe('fail');
});
