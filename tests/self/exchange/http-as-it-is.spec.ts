import { test, expect } from '@playwright/test';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, LookupFunction } from 'node:net';
import { routes } from '../../../src/exchange/routes.ts';
import { readTrust, tlsNames } from '../../../src/exchange/tls-material.ts';
import { authorityCertificate, serverCertificate } from './certificates.ts';
import { answering, keptSender, withConnections } from './kept-servers.ts';
import { messageOf, sendWith, withTlsServer } from './secure-servers.ts';
import { listening, send, withSocket } from './servers.ts';

/** Resolves every name to these addresses. */
const resolving =
  (...addresses: string[]): LookupFunction =>
  (_, options, done) => {
    const all = addresses.map((address) => ({ address, family: net.isIP(address) }));
    const [first] = all;
    if (options.all) done(null, all);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };

const named = (url: string, name: string): string => url.replace('127.0.0.1', name);

test.describe('answers', () => {
  const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\n{}\r\n0\r\n';

  for (const [what, answer, headers] of [
    ['with trailers, which are no header lines', `${CHUNKED}X-Sum: 1\r\n\r\n`, ['Transfer-Encoding', 'Trailer']],
    [
      'of HTTP/1.0 that keep the connection',
      'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}',
      ['Connection', 'Content-Length'],
    ],
    [
      'after interim ones',
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n${answering('{}')}`,
      ['Content-Length'],
    ],
  ] as const)
    test(what, async () => {
      await withConnections(
        ({ socket }) => void socket.write(answer),
        async (url, connections) => {
          const request = keptSender();
          for (let turn = 0; turn < 2; turn += 1) {
            const response = await request({ url });
            expect([response.status, response.body.toString(), response.truncated]).toEqual([200, '{}', false]);
            expect(response.headers.map(([name]) => name)).toEqual(headers);
          }
          expect(connections).toHaveLength(1);
        },
      );
    });

  test('with 60 kB of header, in one line or in thousands', async () => {
    const long = `X-Policy: ${'p'.repeat(60_000)}\r\n`;
    const many = 'X-A: 1\r\n'.repeat(7000);
    for (const [lines, count] of [
      [long, 2],
      [many, 7001],
    ] as const) {
      const response = await withSocket(
        (socket) => socket.end(answering('{}', '200 OK', lines)),
        (url) => send({ url }),
      );
      expect([response.status, response.headers.length]).toEqual([200, count]);
    }
  });

  test('with more than 64 kB of header are refused in one sentence', async () => {
    const asking = withSocket(
      (socket) => socket.end(answering('{}', '200 OK', `X-Policy: ${'p'.repeat(70_000)}\r\n`)),
      (url) => send({ url }),
    );
    await expect(asking).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringMatching(/^The header of the answer from 127\.0\.0\.1:\d+ is longer than 64 kB \(/),
    });
  });
});

test.describe('addresses', () => {
  for (const protocol of ['http', 'https'] as const)
    test(`an IPv6 literal (${protocol})`, async () => {
      const echo: http.RequestListener = (request, response) => response.end(request.headers.host);
      const server =
        protocol === 'http' ? http.createServer(echo) : https.createServer(serverCertificate({ hosts: ['::1'] }), echo);
      await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
      const host = `[::1]:${String((server.address() as AddressInfo).port)}`;
      try {
        for (const keepConnections of [false, true]) {
          const request = keptSender({ keepConnections, tls: { ca: authorityCertificate() } });
          expect((await request({ url: `${protocol}://${host}/` })).body.toString()).toBe(host);
        }
      } finally {
        server.closeAllConnections();
        server.close();
      }
    });

  test('a name with several addresses, of which the first does not answer', async () => {
    await withSocket(
      (socket) => socket.end(answering('{}')),
      async (url) => {
        const lookup = resolving('127.0.0.2', '::1', '127.0.0.1');
        expect((await sendWith({ lookup }, { url: named(url, 'target.example') })).status).toBe(200);
      },
    );
  });

  test('a name of whose addresses none answers', async () => {
    const lookup = resolving('127.0.0.2', '127.0.0.3');
    await expect(sendWith({ lookup }, { url: 'http://target.example:9' })).rejects.toMatchObject({
      kind: 'refused',
      message: 'Nothing listens at target.example:9 (ECONNREFUSED).',
    });
  });

  test('each of them has time for a slow handshake', () => {
    const to = routes({}, readTrust({}, tlsNames()));
    for (const url of ['http://target.example', 'https://target.example'])
      expect(to(new URL(url), false).options).toMatchObject({ autoSelectFamilyAttemptTimeout: 2500 });
  });

  test('a dot that ends the name stands in Host, and not in what TLS asks for', async () => {
    await withTlsServer(serverCertificate({ hosts: ['target.example'] }), async (url, seen) => {
      const options = { tls: { ca: authorityCertificate() }, lookup: resolving('127.0.0.1') };
      expect((await sendWith(options, { url: named(url, 'target.example.') })).status).toBe(200);
      expect(seen[0]?.servername).toBe('target.example');
    });
  });
});

test.describe('HTTP/2 alone is named', () => {
  const SENTENCE =
    /^127\.0\.0\.1:\d+ speaks HTTP\/2 only: this client speaks HTTP\/1\.1, so let the server, .* \([A-Z_0-9]+\)\.$/;

  test('over TLS', async () => {
    const server = http2.createSecureServer({ ...serverCertificate(), ALPNProtocols: ['h2'] });
    server.on('tlsClientError', () => undefined);
    const asking = listening(
      server,
      () => undefined,
      (url) => sendWith({ tls: { ca: authorityCertificate() } }, { url: url.replace('http:', 'https:') }),
    );
    await expect(asking).rejects.toMatchObject({ kind: 'tls', message: expect.stringMatching(SENTENCE) });
  });

  test('in clear text', async () => {
    const server = http2.createServer();
    server.on('sessionError', () => undefined);
    const asking = listening(
      server,
      () => undefined,
      (url) => send({ url }),
    );
    await expect(asking).rejects.toMatchObject({ kind: 'protocol', message: expect.stringMatching(SENTENCE) });
  });
});

test('a chain without its intermediate certificate is named', async () => {
  await withTlsServer(serverCertificate({ authority: 'other authority' }), async (url) => {
    const message = await messageOf(sendWith({ prefix: 'SOME_' }, { url }));
    expect(message).toMatch(
      /signed by an unknown authority, and the server sends no certificate besides it: it must send/,
    );
    expect(message).toContain('SOME_CA_CERT can name the one to trust (UNABLE_TO_VERIFY_LEAF_SIGNATURE).');
  });
});
