import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import { virtualClock } from '../../../src/clock.ts';
import type { Transport, WireResponse } from '../../../src/http/types.ts';
import { createRunContext } from '../../../src/run/context.ts';
import { allotBadCredentials } from '../../../src/run/allocate-bad-credentials.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { isRunLevel } from '../../../src/run/preconditions.ts';
import { LIVE_ANSWERS } from '../../../src/run/recording-types.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { slowIf } from '../part.ts';
import { disposeOfKeys, judgeKnot, loadOnce, resultOf, withVerdict } from './in-process.ts';
import { judgeElsewhere } from './off-loopback.ts';

test.afterAll(disposeOfKeys);

const REFUSED: WireResponse = {
  status: 401,
  headers: [['content-type', 'application/json']],
  body: Buffer.from('{"error_type":"INVALID_INPUT","error_code":"INVALID_API_KEYS","error_message":"Locked."}'),
  truncated: false,
  durationMs: 1,
};

/** What the services answer to credentials; a user who is being terminated is answered 401 as well. */
const BAD = /INVALID_API_KEYS|INVALID_AUTH_HEADER|INVALID_BODY_HASH|AUTHENTICATION_FAILED/;

/** Lists in order what reached a service, and locks the account after so many bad ones in a row. */
function counting(locksAfter = Infinity) {
  const log: ('right' | 'bad')[] = [];
  const sinceLocked: string[] = [];
  let requirement = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      if (requirement >= locksAfter) {
        sinceLocked.push(request.url);
        return REFUSED;
      }
      const answer = await inner(request, limits);
      const isBad = BAD.test(String(answer.body));
      log.push(isBad ? 'bad' : 'right');
      requirement = isBad ? requirement + 1 : 0;
      return answer;
    };
  return { log, sinceLocked, through };
}

const longestRequirement = (log: readonly string[]): number =>
  Math.max(
    ...log
      .join(' ')
      .split('right')
      .map((part) => part.match(/bad/g)?.length ?? 0),
  );

for (const vendor of ['knot', 'mastercard'] as const)
  test(
    `${vendor}: elsewhere at most ten bad credentials are sent, three in a row, and the run conforms`,
    slowIf(vendor === 'mastercard'),
    async () => {
      const { log, through } = counting();
      const select = ({ area, check, id }: { area: string; check?: string; id: string }) =>
        area === 'credentials' || check === 'stays-gone' || id.endsWith('/deleted-user-is-gone');
      const results = await judgeElsewhere(vendor, { through, select, options: { partial: true } });
      const bad = log.filter((one) => one === 'bad').length;
      expect(bad).toBeGreaterThan(7);
      expect(bad).toBeLessThanOrEqual(10);
      expect(longestRequirement(log)).toBeLessThanOrEqual(3);
      expect(withVerdict(results, 'fail', 'error')).toEqual([]);
      const untried = results.requirements.filter(({ reason }) => reason === 'credential-limit');
      for (const one of untried) {
        expect(one.verdict).toBe('not-run');
        expect(one.message).toContain('at most 10 requests with bad credentials');
      }
      expect(results.headline).toContain(`${untried.length} not tried, for few bad credentials are answered or sent`);
      expect(results.outcome).toBe('conformant');
    },
  );

test('a verdict that stands on some of its bad credentials says which it does not stand on', async () => {
  const results = await judgeElsewhere('knot', { select: ({ area }) => area === 'credentials' });
  const wrong = resultOf(results, 'wrong-secret-is-refused');
  // The one that matters most: what only the comparison itself can refuse.
  expect(wrong).toMatchObject({ verdict: 'pass', actual: 'a wrong secret of the same length' });
  expect(wrong.message).toMatch(/^Judged by 1 of 6 bad credentials, .* not tried: .*an empty secret/);
  expect(resultOf(results, 'call-without-credentials-is-refused').message).toBe('');
});

test('on loopback all of them are tried, in every requirement', async () => {
  const results = await judgeKnot({ select: ({ area }) => area === 'credentials' });
  expect(withVerdict(results, 'pass').length).toBeGreaterThan(8);
  const less = results.requirements.filter(({ verdict, message }) => verdict === 'pass' && message !== '');
  expect([...less, ...results.requirements.filter(({ reason }) => reason === 'credential-limit')]).toEqual([]);
});

test('an account that is locked ends what follows, and accuses nobody', async () => {
  const { sinceLocked, through } = counting(1);
  const results = await judgeElsewhere('knot', { through });
  expect(withVerdict(results, 'fail', 'warn', 'error')).toEqual([]);
  const ended = results.requirements.filter(({ reason }) => reason === 'credentials-refused');
  expect(ended.length).toBeGreaterThan(50);
  expect(ended.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
  expect(ended.some(({ message }) => message.includes('as if the account had been locked'))).toBe(true);
  expect(results.outcome).toBe('incomplete');
  // The request that found it out is the last.
  expect(sinceLocked).toEqual(['https://vendor.example/user/delete']);
});

for (const total of [1, 2, 3, 5])
  test(`of ${total} shards together no more than ten bad credentials are sent, three in a row`, async () => {
    let [inAll, inARow] = [0, 0];
    for (let current = 1; current <= total; current++) {
      inAll += await sentBy({ current, total }, 200);
      // Nothing shows that the account is open.
      inARow += await sentBy({ current, total }, 429);
    }
    expect(inAll).toBe(10);
    expect(inARow).toBeLessThanOrEqual(3);
  });

/** How many bad credentials a shard lets through, where the right ones are answered so after each. */
async function sentBy(shard: { current: number; total: number }, proof: number): Promise<number> {
  const vendor = await loadOnce('knot');
  const variables = {
    KNOT_BASE_URL: 'https://vendor.example',
    KNOT_CLIENT_ID: 'somebody',
    KNOT_SECRET: randomUUID(),
    CONFORMANCE_ALLOW_DELETE: '1',
  };
  const context = createRunContext({
    vendor,
    target: readTarget(vendor.profile, variables, 'configured', 'knot'),
    transport: () => Promise.reject(new Error('nothing is sent')),
    clock: virtualClock(),
    seed: 1,
    runSecret: newRunSecret(),
    allowHazardous: false,
    boundary: createBoundary(),
  });
  const executed = vendor.requirements.filter(
    (requirement) => requirement.check !== undefined && !isRunLevel(requirement),
  );
  allotBadCredentials(context, executed, shard);
  const answered = (status: number) => () => Promise.resolve({ request: {}, response: { status } } as never);
  const passing = { send: answered(401), proveRight: answered(proof), shared: LIVE_ANSWERS };
  let sent = 0;
  while (!('reason' in (await context.credentialLimit.pass('bad', passing)))) sent += 1;
  return sent;
}
