import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import { virtualClock } from '../../../src/clock.ts';
import { createClient } from '../../../src/run/client.ts';
import { createRunContext } from '../../../src/run/context.ts';
import { newRunSecret, randomOf } from '../../../src/run/run-secret.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { deletionRequest } from '../../../src/users/operation-requests.ts';
import { judgeKnot, loadOnce, resultOf } from './in-process.ts';
import { judgeElsewhere } from './off-loopback.ts';

const PROVOKING = 'absurdly-long-id-is-refused';
const select = ({ id }: { id: string }) => id.endsWith(PROVOKING) || id.endsWith('unknown-user-is-refused');

test('what provokes is held back elsewhere, with a word of its own', async () => {
  const results = await judgeElsewhere('knot', { select, options: { partial: true } });
  const provoking = resultOf(results, PROVOKING);
  expect(provoking).toMatchObject({ verdict: 'not-run', reason: 'provoking', hazardous: true });
  expect(provoking.message).toContain('would take it for an attack');
  expect(results.headline).toContain('1 held back as provoking');
  expect(results.headline).not.toContain('hazardous');
});

test('it is sent on loopback, and where the operator allows it', async () => {
  for (const results of [await judgeKnot({ select }), await judgeElsewhere('knot', { select, allowHazardous: true })])
    expect(resultOf(results, PROVOKING).verdict).toBe('pass');
});

test('a single request that provokes is held back where the others of its requirement are not', async () => {
  const vendor = await loadOnce('knot');
  const reasonAt = async (baseUrl: string, allowHazardous = false) => {
    const variables = {
      KNOT_BASE_URL: baseUrl,
      KNOT_CLIENT_ID: 'somebody',
      KNOT_SECRET: randomUUID(),
      CONFORMANCE_ALLOW_DELETE: '1',
    };
    const runSecret = newRunSecret();
    const context = createRunContext({
      vendor,
      target: readTarget(vendor.profile, variables, 'configured', 'knot'),
      transport: async () => ({ status: 400, headers: [], body: Buffer.from(''), truncated: false, durationMs: 1 }),
      clock: virtualClock(),
      seed: 1,
      runSecret,
      allowHazardous,
      boundary: createBoundary(),
    });
    const draft = deletionRequest(vendor, [`nobody-${randomOf(runSecret).runPrefix}`]);
    const { error } = await createClient(context).send(draft, { role: 'fault', provoking: true });
    return error?.reason;
  };
  expect(await reasonAt('https://vendor.example')).toBe('provoking');
  expect(await reasonAt('https://vendor.example', true)).toBeUndefined();
  expect(await reasonAt('http://127.0.0.1:4010')).toBeUndefined();
});
