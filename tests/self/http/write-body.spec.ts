import { expect, test } from '@playwright/test';
import http from 'node:http';
import { listening, LIMITS, send, withServer, withSocket } from './servers.ts';

const JSON_LINES = [['content-type', 'application/json']] as const;
const BODY = Buffer.from('{"id":"somebody"}');
const post = (url: string, line: readonly [string, string]) =>
  send({ url, method: 'POST', headers: [...JSON_LINES, line], body: BODY });

test('a chunked body goes out in more than one chunk, without a length', async () => {
  const received: string[] = [];
  const read: http.RequestListener = (incoming, response) => {
    const chunks: Buffer[] = [];
    received.push(String(incoming.headers['transfer-encoding']), String(incoming.headers['content-length']));
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      received.push(Buffer.concat(chunks).toString());
      response.end('{}');
    });
  };
  await withServer(read, (url) => post(url, ['Transfer-Encoding', 'chunked']));
  expect(received).toEqual(['chunked', 'undefined', BODY.toString()]);
  await withSocket(
    (socket) => {
      setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), 50);
    },
    async (url, raw) => {
      await post(url, ['Transfer-Encoding', 'chunked']);
      expect(raw[0]).toContain('\r\n\r\n9\r\n{"id":"so\r\n8\r\nmebody"}\r\n0\r\n\r\n');
    },
  );
});

test('a body that is expected waits for 100', async () => {
  const order: string[] = [];
  const server = http.createServer();
  server.on('checkContinue', (incoming: http.IncomingMessage, response: http.ServerResponse) => {
    incoming.on('data', () => order.push('body'));
    incoming.on('end', () => response.end('{}'));
    setTimeout(() => {
      order.push('100');
      response.writeContinue();
    }, 50);
  });
  const { status } = await listening(
    server,
    () => server.closeAllConnections(),
    (url) => post(url, ['Expect', '100-continue']),
  );
  expect(status).toBe(200);
  expect(order).toEqual(['100', 'body']);
});

test('417 is an answer, and the body is never sent', async () => {
  await withSocket(
    (socket) => socket.write('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n'),
    async (url, raw) => {
      expect((await post(url, ['Expect', '100-continue'])).status).toBe(417);
      expect(raw[0]).not.toContain('somebody');
    },
  );
});

test('a server that never sends 100 gets the body all the same', async () => {
  let all = '';
  await withSocket(
    (socket) => {
      socket.on('data', (chunk) => {
        all += chunk.toString();
        if (all.includes('somebody')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
    },
    async (url) => expect((await post(url, ['Expect', '100-continue'])).status).toBe(200),
  );
});

test('an expectation that nobody answers ends at the time limit', async () => {
  await withSocket(
    () => undefined,
    async (url) => {
      const request = { url, method: 'POST', headers: [['Expect', '100-continue']] as const, body: BODY };
      await expect(send(request, { ...LIMITS, timeoutMs: 200 })).rejects.toMatchObject({ kind: 'timeout' });
    },
  );
});

test('an answer of HTTP/1.0 says so, one of HTTP/1.1 does not', async () => {
  const answered = (version: string) =>
    withSocket(
      (socket) => socket.end(`HTTP/${version} 200 OK\r\nContent-Length: 0\r\n\r\n`),
      (url) => send({ url }),
    );
  expect((await answered('1.0')).httpVersion).toBe('1.0');
  expect(await answered('1.1')).not.toHaveProperty('httpVersion');
});
