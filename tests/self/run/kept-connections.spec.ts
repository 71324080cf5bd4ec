import { expect, test } from '@playwright/test';
import { systemClock, virtualClock } from '../../../src/clock.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import { ExchangeError, type ConnectionWish, type Transport } from '../../../src/http/types.ts';
import { createClient } from '../../../src/run/client.ts';
import { createRunContext } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { newUnknownId } from '../../../src/run/unknown-id.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { transportTo } from '../../../src/session/transport.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { deletionRequest } from '../../../src/users/operation-requests.ts';
import { SLOW } from '../part.ts';
import { judgeKnot, judgeSandbox, loadOnce, resultOf } from './in-process.ts';

const OF_THE_END = /^knot\/deleted-users-stay-gone$/;

/** A sandbox over a socket, as a target. */
async function served<T>(act: (parts: Awaited<ReturnType<typeof partsOf>>) => Promise<T>): Promise<T> {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const server = await serveSandbox(sandbox, { port: 0 });
  try {
    return await act(await partsOf(sandbox, server.baseUrl));
  } finally {
    await server.close();
    await sandbox.dispose();
  }
}

async function partsOf(sandbox: Awaited<ReturnType<typeof createKnotSandbox>>, baseUrl: string) {
  const vendor = await loadOnce('knot');
  const variables = { ...sandbox.environment, KNOT_BASE_URL: baseUrl };
  return { sandbox, baseUrl, vendor, target: readTarget(vendor.profile, variables, 'configured', 'knot') };
}

test('a whole run over shared connections ends as it does without', SLOW, async () => {
  await served(async ({ sandbox, baseUrl }) => {
    const inner = nodeTransport({ keepConnections: true });
    const counts = { all: 0, reused: 0 };
    const through = (): Transport => async (request, limits) => {
      counts.all += 1;
      const response = await inner(request, limits);
      if (response.reused) counts.reused += 1;
      return response;
    };
    const environment = { KNOT_BASE_URL: baseUrl };
    const results = await judgeSandbox(sandbox, systemClock, {
      through,
      environment,
      select: ({ id }) => !OF_THE_END.test(id),
    });
    expect(
      results.requirements.filter(({ verdict }) => ['fail', 'warn', 'error', 'inconclusive'].includes(verdict)),
    ).toEqual([]);
    expect(counts.reused / counts.all).toBeGreaterThan(0.5);
  });
});

test('off loopback requests share connections, on loopback they do not', async () => {
  await served(async ({ vendor, target, baseUrl }) => {
    for (const loopback of [true, false]) {
      const transport = transportTo({ ...target, loopback }, vendor.profile, {});
      const send = () =>
        transport({ method: 'GET', url: `${baseUrl}/none`, headers: [] }, { timeoutMs: 10_000, maxBytes: 1000 });
      await send();
      expect((await send()).reused).toBe(loopback ? undefined : true);
    }
  });
});

test('a check can ask for the connection of a request', async () => {
  await served(async ({ vendor, target }) => {
    const wanted: (ConnectionWish | undefined)[] = [];
    const transport: Transport = async (request, limits) => {
      wanted.push(limits.connection);
      return nodeTransport()(request, limits);
    };
    const fixed = { clock: virtualClock(), seed: 1, runSecret: newRunSecret(), allowHazardous: false };
    const context = createRunContext({ vendor, target, transport, ...fixed });
    const client = createClient(context);
    for (const connection of ['fresh', 'used', undefined] as const)
      await client.send(deletionRequest(vendor, [newUnknownId(context)]), {
        role: 'control',
        ...(connection ? { connection } : {}),
      });
    expect(wanted).toEqual(['fresh', 'used', undefined]);
  });
});

test('a judged request that met a connection closed by the server accuses nobody', async () => {
  for (const [reused, verdict] of [
    [true, 'inconclusive'],
    [undefined, 'fail'],
  ] as const) {
    const through =
      (inner: Transport): Transport =>
      (request, limits) => {
        if (!request.body?.toString().includes('null')) return inner(request, limits);
        throw new ExchangeError('reset', 'target closed a connection.', 1, undefined, reused);
      };
    const results = await judgeKnot({ through, select: ({ id }) => id === 'knot/null-as-id-is-refused' });
    expect(resultOf(results, 'null-as-id-is-refused')).toMatchObject({ verdict });
  }
});
