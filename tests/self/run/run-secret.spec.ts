import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { judgeVendor } from './judge-vendor.ts';
import { newRunSecret, randomOf } from '../../../src/run/run-secret.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { SLOW } from '../part.ts';
import { loadOnce } from './in-process.ts';

const SELECTION = /deleted-user|deletion-|unknown-user|-id-|odd|neighbour|simultaneous|recreated|credentials|secret/;

/** All requests of a run but for their credentials, in an order that does not depend on that of the run. */
async function requestsOf(vendor: Vendor, runSecret: string, seed = 1): Promise<string[]> {
  const clock = virtualClock();
  const sandbox = await createKnotSandbox({ clock });
  const inner = inProcessTransport(sandbox);
  const sent: string[] = [];
  const transport: Transport = (request, limits) => {
    sent.push(`${request.method} ${request.url} ${request.body?.toString() ?? ''}`);
    return inner(request, limits);
  };
  const variables = { ...sandbox.environment, ...sandbox.defaults, KNOT_BASE_URL: inProcessBaseUrl(sandbox) };
  const target = readTarget(vendor.profile, variables, 'sandbox', 'knot');
  const select = ({ id }: { id: string }): boolean => SELECTION.test(id);
  await judgeVendor({ vendor, target, transport, clock, seed, runSecret, select });
  return sent.sort();
}

test('runs with one secret send the same requests; with another secret other ids', SLOW, async () => {
  const vendor = await loadOnce('knot');
  const runSecret = newRunSecret();
  const sent = await requestsOf(vendor, runSecret);
  expect(sent.length).toBeGreaterThan(200);
  // Who is lent to which requirement depends on their order, which is that of the catalogue.
  expect(await requestsOf(vendor, runSecret, 2)).toEqual(sent);

  const others = await requestsOf(vendor, newRunSecret());
  const idsIn = (requests: readonly string[]) =>
    requests.flatMap((text) => text.match(/(?:nobody|conformance)-[0-9a-f-]{29}/g) ?? []);
  const own = new Set(idsIn(sent));
  expect(own.size).toBeGreaterThan(50);
  expect(idsIn(others).filter((id) => own.has(id))).toEqual([]);
});

test('a draw depends on the secret, the place, the purpose and their count alone', () => {
  const one = randomOf('00'.repeat(16));
  const same = randomOf('00'.repeat(16));
  const draw = one.at('knot/a');
  const first = draw('id').toString('hex');
  const second = draw('id').toString('hex');
  same.at('knot/b')('id');
  same.at('knot/a')('card');
  expect(same.at('knot/a')('id').toString('hex')).toBe(first);
  // A place that is entered again must not draw the ids of users who exist.
  expect(same.at('knot/a')('id').toString('hex')).toBe(second);
  const drawn = [first, second, ...['knot/b', 'knot/c'].map((place) => one.at(place)('id').toString('hex'))];
  expect(new Set([...drawn, draw('card').toString('hex')]).size).toBe(5);
  expect(new Set(drawn.map((text) => text.length))).toEqual(new Set([64]));
});

test('every run has a secret of 128 bits and a prefix of 64, which does not give the secret away', () => {
  const secrets = Array.from({ length: 50 }, newRunSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[0-9a-f]{32}$/);
    const { runPrefix } = randomOf(secret);
    expect(runPrefix).toMatch(/^[a-f][0-9a-f]{16}$/);
    expect(secret).not.toContain(runPrefix);
  }
});
