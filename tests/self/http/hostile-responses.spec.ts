import type http from 'node:http';
import type net from 'node:net';
import zlib from 'node:zlib';
import { test, expect } from '@playwright/test';
import { decodeContent } from '../../../src/http/content-coding.ts';
import { describeError } from '../../../src/http/connection-errors.ts';
import { send, withServer, withSocket } from './servers.ts';

test.describe('a status line that arrived is an answer', () => {
  const cases: Record<string, { answer: (socket: net.Socket) => void; body: string; timeoutMs?: number }> = {
    'one byte, then silence': {
      answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'),
      body: '{',
      timeoutMs: 200,
    },
    'headers, then silence': {
      answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
      body: '',
      timeoutMs: 200,
    },
    'shorter than its Content-Length': {
      answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}'),
      body: '{}',
    },
    'chunked without its last chunk': {
      answer: (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'),
      body: '{}',
    },
    'chunked with nonsense': {
      answer: (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n'),
      body: '{}',
    },
    'a reset in the middle': {
      answer: (socket) =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', () =>
          setImmediate(() => socket.resetAndDestroy()),
        ),
      body: '{}',
    },
  };
  for (const [what, { answer, body, timeoutMs = 10_000 }] of Object.entries(cases))
    test(what, async () => {
      const response = await withSocket(answer, (url) => send({ url }, { timeoutMs }));
      expect(response).toMatchObject({ status: 200, truncated: true });
      // A reset may take bytes with it that had arrived.
      expect(body).toContain(response.body.toString());
    });

  const pour = (response: http.ServerResponse) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  };

  test('an endless body is cut at the cap', async () => {
    const response = await withServer(
      (_, answer) => pour(answer),
      (url) => send({ url }),
    );
    expect([response.status, response.body.length, response.truncated]).toEqual([200, 100_000, true]);
  });

  test('a body of exactly the cap is whole, one byte more is not', async () => {
    await withServer(
      (request, answer) => answer.end('x'.repeat(Number(request.url?.slice(1)))),
      async (url) => {
        expect(await send({ url: `${url}/100000` })).toMatchObject({ truncated: false });
        const cut = await send({ url: `${url}/100001` });
        expect([cut.body.length, cut.truncated]).toEqual([100_000, true]);
      },
    );
  });

  test('a gzip bomb is cut at the cap', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(50_000_000));
    const response = await withServer(
      (_, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      (url) => send({ url }),
    );
    expect([response.body.length, response.truncated, response.contentEncoding]).toEqual([100_000, true, 'gzip']);
  });
});

test.describe('content codings', () => {
  const text = Buffer.from('{"message":"deleted"}');
  const codings: Record<string, Buffer> = {
    gzip: zlib.gzipSync(text),
    'x-gzip': zlib.gzipSync(text),
    deflate: zlib.deflateSync(text),
    'Deflate ': zlib.deflateRawSync(text),
    br: zlib.brotliCompressSync(text),
    'gzip, br': zlib.brotliCompressSync(zlib.gzipSync(text)),
    identity: text,
    '': text,
    'of-the-future': text,
  };
  for (const [coding, wire] of Object.entries(codings))
    test(`"${coding}" is undone`, async () => {
      expect(await decodeContent(wire, coding, 1000)).toEqual({ body: text, complete: true });
    });

  test('what is not what it says comes back raw and incomplete', async () => {
    expect(await decodeContent(text, 'gzip', 1000)).toEqual({ body: text, complete: false });
    expect(await decodeContent(text, 'gzip, gzip, gzip, gzip', 1000)).toEqual({ body: text, complete: false });
  });

  test('what breaks off is decoded as far as it goes', async () => {
    const whole = Buffer.from(Array.from({ length: 5000 }, (_, n) => n).join());
    const { body, complete } = await decodeContent(zlib.gzipSync(whole).subarray(0, 5000), 'gzip', 100_000);
    expect(complete).toBe(false);
    expect(body.length).toBeGreaterThan(1000);
    expect(whole.subarray(0, body.length).equals(body)).toBe(true);
  });
});

test.describe('no status line is no answer', () => {
  test('silence', async () => {
    await withSocket(
      () => undefined,
      async (url) => {
        const error = await send({ url }, { timeoutMs: 150 }).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining('within 150 ms') });
        expect((error as { durationMs: number }).durationMs).toBeGreaterThan(100);
      },
    );
  });

  test('informational responses without end', async () => {
    await withSocket(
      (socket) => {
        const more = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 10);
        socket.on('close', () => clearInterval(more));
      },
      async (url) => {
        await expect(send({ url }, { timeoutMs: 150 })).rejects.toMatchObject({ kind: 'timeout' });
      },
    );
  });

  const answers: Record<string, [kind: string, answer: (socket: net.Socket) => void]> = {
    'the connection ends': ['reset', (socket) => socket.end()],
    'the connection is reset': ['reset', (socket) => socket.resetAndDestroy()],
    'half a status line': ['reset', (socket) => socket.end('HTTP/1.1 20')],
    'another protocol': ['protocol', (socket) => socket.end('220 smtp ready\r\n')],
    'a header beyond measure': [
      'protocol',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(100_000)}\r\n\r\n`),
    ],
  };
  for (const [what, [kind, answer]] of Object.entries(answers))
    test(what, async () => {
      await withSocket(answer, async (url) => {
        await expect(send({ url })).rejects.toMatchObject({ name: 'ExchangeError', kind });
      });
    });

  test('nobody listens', async () => {
    const url = await withServer(
      () => undefined,
      (gone) => Promise.resolve(gone),
    );
    await expect(send({ url })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Nothing listens at 127.0.0.1:'),
    });
  });

  test('plain HTTP where TLS was expected', async () => {
    await withServer(
      (_, answer) => answer.end(),
      async (url) => {
        await expect(send({ url: url.replace('http:', 'https:') })).rejects.toMatchObject({ kind: 'tls' });
      },
    );
  });

  for (const [code, kind] of [
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ENETUNREACH', 'refused'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
  ])
    test(`${code} is ${kind}`, () => {
      const error = describeError(Object.assign(new Error('x'), { code }), new URL('https://host.example/a?b'), 5);
      expect(error).toMatchObject({ kind, durationMs: 5 });
      expect(error.message).toMatch(new RegExp(`host\\.example.* \\(${code}\\)\\.$`));
    });
});
