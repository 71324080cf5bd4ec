import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, test } from '@playwright/test';
import { readJson } from '../../../src/http/message.ts';
import { SMALL_BODY } from '../../../src/http/condense.ts';
import type { Transport, WireResponse } from '../../../src/http/types.ts';
import { createClient } from '../../../src/run/client.ts';
import { exchangeOf } from '../../../src/run/contract-findings.ts';
import { createRunContext, type RunContext } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { virtualClock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, loadOnce, type KnotRun } from './in-process.ts';
import { isInPart, SLOW } from '../part.ts';
import { PADDINGS, padded, type Padding } from './padded.ts';

test.afterAll(disposeOfKeys);

// Legal answers may be large: that changes no verdict, and no body of one is kept.

const verdicts = ({ requirements }: Results) => requirements.map(({ id, verdict, reason }) => [id, verdict, reason]);

/** The requirements that are judged three times or more. */
const select = ({ id }: { readonly id: string }): boolean => isInPart(id, 8);

const KNOT_RUNS: Readonly<Record<string, { readonly run: KnotRun; readonly paddings: readonly Padding[] }>> = {
  'the reference implementation': { run: {}, paddings: PADDINGS },
  'success that deletes nothing': {
    run: { behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined } },
    paddings: ['member'],
  },
  '200 to everything': {
    run: { behaviour: { handle: () => ({ status: 200, body: { message: 'Success' } }) } },
    paddings: ['members'],
  },
  'observed by deleting': { run: { environment: { KNOT_OBSERVE: 'repeat' } }, paddings: ['member'] },
};

for (const [what, { run, paddings }] of Object.entries(KNOT_RUNS))
  test(`large answers are judged as small ones are: Knot, ${what}`, SLOW, async () => {
    const expected = verdicts(await judgeKnot({ ...run, select }));
    for (const padding of paddings) {
      const through = padded(3 * SMALL_BODY, padding);
      expect(verdicts(await judgeKnot({ ...run, select, through })), padding).toEqual(expected);
    }
  });

test('large answers are judged as small ones are: Mastercard', SLOW, async () => {
  const expected = verdicts(await judgeMastercard({ select }));
  const through = padded(3 * SMALL_BODY, 'member');
  expect(verdicts(await judgeMastercard({ select, through }))).toEqual(expected);
});

test('a run holds the large bodies that have just arrived, and no others', SLOW, async () => {
  const bodies: WeakRef<Buffer>[] = [];
  const held: number[] = [];
  const through = (inner: Transport): Transport => {
    const large = padded(3 * SMALL_BODY, 'member')(inner);
    return async (request, limits) => {
      if (bodies.length % 50 === 49) held.push(await countHeld(bodies));
      const response = await large(request, limits);
      if (response.body.length > SMALL_BODY) bodies.push(new WeakRef(response.body));
      return response;
    };
  };
  const results = await judgeKnot({ through });
  expect(results.outcome).toBe('conformant');
  expect(bodies.length).toBeGreaterThan(400);
  // A dozen requirements are under way together, and few of them send several requests at once.
  expect(Math.max(...held)).toBeLessThan(30);
  expect(await countHeld(bodies)).toBe(0);
});

/** How many of them something still refers to: all others are collected before they are counted. */
async function countHeld(bodies: readonly WeakRef<Buffer>[]): Promise<number> {
  // What was looked at in one turn of the event loop stays until its end.
  await new Promise((resolve) => setImmediate(resolve));
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return bodies.filter((body) => body.deref() !== undefined).length;
}

test.describe('a large body, once it was held against the contract', () => {
  /** What a target answers. */
  const answered = (text: string): WireResponse => ({
    status: 400,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(text),
    truncated: false,
    durationMs: 1,
  });
  const error = (padding: string) =>
    JSON.stringify({ error_code: 'USER_NOT_FOUND', error_type: 'USER_ERROR', padding });
  const secret = 'of-this-test-alone';

  async function context(response: WireResponse | (() => WireResponse)): Promise<RunContext> {
    const vendor = await loadOnce('knot');
    const variables = { KNOT_BASE_URL: 'http://127.0.0.1:1', KNOT_CLIENT_ID: 'client', KNOT_SECRET: secret };
    const target = readTarget(vendor.profile, variables, 'configured', 'knot');
    const transport = () => Promise.resolve(typeof response === 'function' ? response() : response);
    const parts = { vendor, target, transport, clock: virtualClock(), seed: 1, runSecret: newRunSecret() };
    return createRunContext({ ...parts, allowHazardous: false });
  }

  const draft = { method: 'GET', path: '/accounts/get', headers: [] };

  test('is replaced by what is asked and shown of it', async () => {
    const text = error(`${secret}${'é'.repeat(300_000)}`);
    const client = createClient(await context(answered(text)));
    const kept = await client.send(draft, { role: 'control' });
    expect(kept.response?.body).toHaveLength(0);
    expect(kept.response && readJson(kept.response)).toMatchObject({
      ok: true,
      value: { error_code: 'USER_NOT_FOUND' },
    });
    expect(JSON.stringify(kept).length).toBeLessThan(10_000);
    const [finding] = client.findings;
    expect(finding).toMatchObject({ status: 400, facts: { schema: 'valid', secret: '$KNOT_SECRET' } });
    expect(client.evidence(kept)).toEqual(finding?.evidence);
    expect(finding?.evidence?.response?.bodyBytes).toBe(Buffer.byteLength(text));
    expect(finding?.evidence?.response?.body).toMatch(/^\{"error_code":"USER_NOT_FOUND".*\n\[4096 of 600\d+ bytes\]$/);
    expect(JSON.stringify(kept.response)).not.toContain(secret);
  });

  test('is not kept for the script of what breaks the contract', async () => {
    const bodies: WeakRef<Buffer>[] = [];
    const client = createClient(
      await context(() => {
        const response = { ...answered(error('é'.repeat(300_000))), status: 418 };
        bodies.push(new WeakRef(response.body));
        return response;
      }),
    );
    await client.send(draft, { role: 'control' });
    const [finding] = client.findings;
    expect(finding && exchangeOf(finding)?.response?.condensed?.bytes).toBeGreaterThan(600_000);
    expect(await countHeld(bodies)).toBe(0);
  });

  test('of which half a secret is nowhere left', async () => {
    const code = `${'x'.repeat(SMALL_BODY - 200)}${`${secret} `.repeat(20)}`;
    const client = createClient(await context(answered(JSON.stringify({ error_code: code }))));
    const kept = await client.send(draft, { role: 'control' });
    expect(JSON.stringify(kept.response)).not.toContain(secret.slice(0, 10));
  });

  test('stays as it is where it is not large, and what is no JSON stays no JSON', async () => {
    const small = createClient(await context(answered(error('x'))));
    expect((await small.send(draft, { role: 'control' })).response?.body.toString()).toBe(error('x'));
    const page = createClient(await context(answered(`1${'\n'.repeat(300_000)}<p>`)));
    const { response } = await page.send(draft, { role: 'control' });
    expect(response?.body).toHaveLength(0);
    expect(response && readJson(response)).toMatchObject({ ok: false, problem: 'not-json' });
  });
});
