import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { CHECKS } from '../../../src/checks/index.ts';
import type { Check, CheckContext } from '../../../src/checks/types.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Exchange, Transport } from '../../../src/http/types.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { inProcessTransport } from '../../../src/sandbox/index.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { egretServer, type EgretChanges } from '../vendors/egret-server.ts';
import { failing, judge } from '../vendors/judge.ts';

const NAME = 'wrong-client-gets-no-token';
const ROW = `egret/${NAME}`;

async function failingWith(changes: EgretChanges): Promise<string[]> {
  const clock = virtualClock();
  return failing(await judge(egretServer(clock, changes).sandbox, clock, ({ id }) => id === ROW));
}

test('what is issued to a wrong client is found, and by this check alone', async () => {
  const anybody: EgretChanges = { isSecret: () => true };
  expect(await failingWith({})).toEqual([]);
  expect(await failingWith(anybody)).toEqual([ROW]);
  const checks = CHECKS as Map<string, Check>;
  const whole = checks.get(NAME)!;
  checks.set(NAME, { ...whole, run: async () => [] });
  try {
    expect(await failingWith(anybody)).toEqual([]);
  } finally {
    checks.set(NAME, whole);
  }
});

test('a token endpoint that is elsewhere is sent few wrong clients, and after each the right one is tried', async () => {
  const clock = virtualClock();
  const { sandbox } = egretServer(clock);
  const vendor = await loadOne(fileURLToPath(new URL('../vendors/specs', import.meta.url)), 'egret', 1);
  const inner = inProcessTransport(sandbox);
  const asked = async (tokenUrl: string) => {
    const environment = { ...sandbox.environment, EGRET_BASE_URL: 'http://127.0.0.1', EGRET_TOKEN_URL: tokenUrl };
    const target = readTarget(vendor.profile, environment, 'configured', 'egret');
    const roles: string[] = [];
    const transport: Transport = (request, limits) => {
      roles.push(limits.role ?? '');
      return inner({ ...request, url: request.url.replace('https://id.example', 'http://127.0.0.1') }, limits);
    };
    await judgeVendor({ vendor, target, transport, clock, seed: 1, select: ({ id }) => id === ROW });
    return roles.filter((role) => role === 'fault' || role === 'control').slice(-16);
  };
  const pairs = Array.from({ length: 8 }, () => ['fault', 'control']).flat();
  expect(await asked('https://id.example/oauth/token')).toEqual(pairs);
  expect(await asked('http://127.0.0.1/oauth/token')).not.toEqual(pairs);
});

test('an answer that says nothing of the client is not judged, and a scheme without such an endpoint has none', async () => {
  const check = CHECKS.get(NAME)!;
  const invalidTokenCalls = [{ name: 'a', description: 'a wrong secret', request: {} }];
  const silent = { role: 'fault', at: 0, conforms: false, error: { kind: 'reset', message: 'gone', durationMs: 1 } };
  const context = (calls: unknown[]) =>
    ({
      authenticators: { own: { invalidTokenCalls: calls } },
      mayTry: Infinity,
      askForToken: async () => silent as unknown as Exchange,
    }) as unknown as CheckContext;
  const [unheard] = await check.run(context(invalidTokenCalls));
  expect(unheard?.notJudged).toMatchObject({ verdict: 'inconclusive', reason: 'network' });
  const [absent] = await check.run(context([]));
  expect(absent?.notJudged).toMatchObject({ verdict: 'not-observed' });
});
