import { expect, test } from '@playwright/test';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ExchangeError } from '../../../src/http/types.ts';
import { inProcessTransport, serveSandbox } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { LIMITS } from './harness.ts';

const stub = (fetch: Sandbox['fetch']): Sandbox => ({
  vendor: 'stub',
  basePath: '/base',
  fetch,
  environment: {},
  defaults: {},
  dispose: () => Promise.resolve(),
});
const echo = stub((request, env) =>
  Response.json({ method: request.method, type: request.headers.get('content-type'), body: env?.rawBody?.toString() }),
);
const url = 'http://127.0.0.1/base/x';
const body = Buffer.from('{"a":1}');

for (const method of ['GET', 'POST', 'DELETE']) {
  test(`in process, ${method} carries its body and no invented Content-Type`, async () => {
    const response = await inProcessTransport(echo)({ method, url, headers: [], body }, LIMITS);
    expect(JSON.parse(response.body.toString())).toEqual({ method, type: null, body: '{"a":1}' });
    expect(response.truncated).toBe(false);
  });
}

test('over HTTP, a GET carries its body, and a second server on the port is refused in one sentence', async () => {
  const served = await serveSandbox(echo, { port: 0 });
  try {
    expect(served.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/base$/);
    const port = Number(new URL(served.baseUrl).port);
    const raw = await exchange(
      port,
      'GET /base/x HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{"a":1}',
    );
    expect(raw).toContain('{"method":"GET","type":null,"body":"{\\"a\\":1}"}');
    await expect(serveSandbox(echo, { port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use`);
  } finally {
    await served.close();
  }
});

test('close ends a connection that is idle', async () => {
  const served = await serveSandbox(echo, { port: 0 });
  const socket = connect(Number(new URL(served.baseUrl).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await served.close();
  await ended;
});

test('silence ends in a timeout, a throw in a reset, an exchange error in itself', async () => {
  const kind = async (fetch: Sandbox['fetch']) => {
    const failure = inProcessTransport(stub(fetch))({ method: 'GET', url, headers: [] }, { ...LIMITS, timeoutMs: 20 });
    return (await failure.catch((error: unknown) => error as ExchangeError)) as ExchangeError;
  };
  expect((await kind(() => new Promise<never>(() => undefined))).kind).toBe('timeout');
  expect((await kind(() => Promise.reject(new Error('gone')))).kind).toBe('reset');
  expect((await kind(() => Promise.reject(new ExchangeError('tls', 'x')))).kind).toBe('tls');
});

test('a header that cannot be written is not sent', async () => {
  const request = { method: 'GET', url, headers: [['a', 'b\r\nc']] as const };
  await expect(inProcessTransport(echo)(request, LIMITS)).rejects.toMatchObject({ kind: 'unsent' });
});

test('bodies: cut at the cap, never ending, broken off, compressed', async () => {
  const answer = (make: () => Response, limits = LIMITS) =>
    inProcessTransport(stub(make))({ method: 'GET', url, headers: [] }, limits);
  const endless = () => new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(1024)) });
  const stalled = new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(3)) });
  const broken = new ReadableStream({
    start: (c) => c.enqueue(new Uint8Array(3)),
    pull: (c) => c.error(new Error('x')),
  });
  const capped = await answer(() => new Response(endless()), { ...LIMITS, maxBytes: 4000 });
  expect([capped.body.length, capped.truncated]).toEqual([4000, true]);
  const late = await answer(() => new Response(stalled), { ...LIMITS, timeoutMs: 20 });
  expect([late.body.length, late.truncated]).toEqual([3, true]);
  expect((await answer(() => new Response(broken))).truncated).toBe(true);
  const zipped = await answer(() => new Response(gzipSync('{}'), { headers: { 'content-encoding': 'gzip' } }));
  expect([zipped.body.toString(), zipped.contentEncoding, zipped.truncated]).toEqual(['{}', 'gzip', false]);
  const bomb = () => new Response(gzipSync(Buffer.alloc(1 << 20)), { headers: { 'content-encoding': 'gzip' } });
  expect((await answer(bomb, { ...LIMITS, maxBytes: 10_000 })).truncated).toBe(true);
});

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket
      .on('data', (chunk) => (received += chunk.toString()))
      .on('end', () => resolve(received))
      .on('error', reject);
  });
}
