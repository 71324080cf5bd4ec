import { test, expect } from '@playwright/test';
import { LIMITS, send, withServer, withSocket } from './servers.ts';
import { nodeTransport } from '../../../src/http/node-transport.ts';

const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

test.describe('the request is written as given', () => {
  test('header lines keep order, spelling and repetition, and only what HTTP/1.1 demands is added', async () => {
    await withSocket(
      (socket) => socket.end(EMPTY),
      async (url, received) => {
        const headers = [
          ['x-B', '1'],
          ['X-a', '2'],
          ['x-b', '3'],
        ] as const;
        await send({ url: `${url}/a/../b?q=%7e`, headers });
        expect(received[0]?.split('\r\n')).toEqual([
          'GET /a/../b?q=%7e HTTP/1.1',
          `Host: ${new URL(url).host}`,
          'x-B: 1',
          'X-a: 2',
          'x-b: 3',
          'Connection: close',
          '',
          '',
        ]);
      },
    );
  });

  test('Host and Content-Length of the caller are not touched, even where they lie', async () => {
    await withSocket(
      (socket) => socket.end(EMPTY),
      async (url, received) => {
        const headers = [
          ['Host', 'elsewhere.example'],
          ['Content-Length', '1'],
        ] as const;
        await send({ url, method: 'POST', headers, body: Buffer.from('{}') });
        expect(received[0]).toMatch(/^Host: elsewhere\.example\r$/m);
        expect(received[0]?.match(/content-length: .*/gi)).toEqual(['Content-Length: 1']);
      },
    );
  });

  for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST', 'PURGE'])
    test(`${method} with a body sends it with its length`, async () => {
      await withSocket(
        (socket) => socket.end(EMPTY),
        async (url, received) => {
          await send({ url, method, body: Buffer.from('{"a":"ü"}') });
          expect(received[0]).toMatch(new RegExp(`^${method} / HTTP/1.1\\r`));
          expect(received[0]?.match(/(content-length|transfer-encoding): .*/gi)).toEqual(['Content-Length: 10']);
        },
      );
    });

  test('a body reaches the server whole', async () => {
    const echo = withServer(
      (request, response) => void request.pipe(response),
      (url) => send({ url, method: 'GET', body: Buffer.from('{"a":"ü"}') }),
    );
    expect((await echo).body.toString()).toBe('{"a":"ü"}');
  });

  test('POST without a body says so; GET without a body says nothing', async () => {
    await withSocket(
      (socket) => socket.end(EMPTY),
      async (url, received) => {
        await send({ url, method: 'POST' });
        await send({ url });
        expect(received[0]).toMatch(/^Content-Length: 0\r$/m);
        expect(received[1]).not.toMatch(/content-length|transfer-encoding/i);
      },
    );
  });

  for (const [what, request] of [
    ['a line break in a header', { headers: [['X', 'a\r\nY: b']] as const }],
    ['a header name with a space', { headers: [['X Y', 'a']] as const }],
    ['a method with a space', { method: 'GE T' }],
    ['a relative URL', { url: '/path' }],
    ['another scheme', { url: 'ftp://127.0.0.1/' }],
  ] as const)
    test(`${what} is not sent`, async () => {
      await expect(send({ url: 'http://127.0.0.1:9/', ...request })).rejects.toMatchObject({ kind: 'unsent' });
    });
});

test.describe('one request, one answer', () => {
  test('a redirect is an answer, not followed', async () => {
    let requests = 0;
    const response = await withServer(
      (_, answer) => (requests++, answer.writeHead(302, { location: '/elsewhere' }).end()),
      (url) => send({ url }),
    );
    expect([response.status, requests]).toEqual([302, 1]);
    expect(response.headers).toContainEqual(['location', '/elsewhere']);
  });

  test('cookies are not sent back, and every request has a connection of its own', async () => {
    await withSocket(
      (socket) => socket.write('HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n'),
      async (url, received) => {
        await send({ url });
        await send({ url });
        expect(received).toHaveLength(2);
        expect(received[1]).not.toMatch(/cookie/i);
      },
    );
  });

  test('header lines arrive in order and spelling, several of one name apart', async () => {
    const response = await withSocket(
      (socket) => socket.end('HTTP/1.1 400 Bad\r\nX-A: 1\r\nset-cookie: a\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n'),
      (url) => send({ url }),
    );
    expect(response.headers).toEqual([
      ['X-A', '1'],
      ['set-cookie', 'a'],
      ['x-a', '2'],
      ['Content-Length', '0'],
    ]);
  });

  test('informational responses are passed over', async () => {
    const response = await withSocket(
      (socket) =>
        socket.end(
          'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\n{}',
        ),
      (url) => send({ url }),
    );
    expect([response.status, response.body.toString(), response.truncated]).toEqual([404, '{}', false]);
  });

  test('a switch of protocols that nobody asked for is an answer', async () => {
    const response = await withSocket(
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
      (url) => send({ url }),
    );
    expect(response.status).toBe(101);
  });

  for (const [what, answer] of [
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n'],
    ['a body up to the end of the connection', 'HTTP/1.0 200 OK\r\n\r\n'],
    ['bytes after the declared end', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore'],
  ] as const)
    test(`${what} is whole`, async () => {
      const response = await withSocket(
        (socket) => socket.end(answer),
        (url) => send({ url, method: what === 'HEAD' ? 'HEAD' : 'GET' }),
      );
      expect([response.body.length, response.truncated]).toEqual([0, false]);
    });

  test('an agent of the caller is used', async () => {
    const asked: string[] = [];
    const http = await import('node:http');
    await withServer(
      (_, answer) => answer.end(),
      async (url) => {
        const transport = nodeTransport({ agent: (to) => (asked.push(to.href), new http.Agent()) });
        await transport({ method: 'GET', url, headers: [] }, LIMITS);
        expect(asked).toEqual([`${url}/`]);
      },
    );
  });
});
