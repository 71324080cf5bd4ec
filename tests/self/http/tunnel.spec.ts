import { test, expect } from '@playwright/test';
import { withServer, withSocket } from './servers.ts';
import { authorityCertificate, issue, serverCertificate } from './certificates.ts';
import { messageOf, sendWith, withProxy, withTlsServer } from './secure-servers.ts';

/** The server under a name that only the proxy can resolve. */
const named = (url: string, name = 'target.example') => url.replace('127.0.0.1', name);
const portOf = (url: string) => new URL(url).port;

test('https goes through a tunnel, and the target is verified inside it', async () => {
  await withTlsServer({}, (server, seen) =>
    withProxy({}, async (proxy, { targets, authorizations }) => {
      const options = { environment: { HTTPS_PROXY: proxy }, tls: { ca: authorityCertificate() } };
      const request = { url: named(server), method: 'POST', body: Buffer.from('{"a":1}') };
      const response = await sendWith(options, request);
      expect([response.status, response.body.toString()]).toEqual([200, '{"a":1}']);
      expect(targets).toEqual([`target.example:${portOf(server)}`]);
      expect(authorizations).toEqual([undefined]);
      expect(seen[0]?.servername).toBe('target.example');

      const other = await messageOf(sendWith(options, { url: named(server, 'other.example') }));
      expect(other).toMatch(/^The certificate of other\.example:\d+ was issued for other names/);
    }),
  );
});

test('plain http goes through a tunnel too: the target gets the request as it was written', async () => {
  await withSocket(
    (socket) => socket.end('HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n{}'),
    (server, received) =>
      withProxy({}, async (proxy, { targets }) => {
        const request = { url: `${named(server)}/a/../b`, headers: [['x-B', '1']] as const };
        const response = await sendWith({ environment: { http_proxy: proxy } }, request);
        expect(response.status).toBe(503);
        const host = `target.example:${portOf(server)}`;
        const lines = ['GET /a/../b HTTP/1.1', `Host: ${host}`, 'x-B: 1', 'Connection: close', '', ''];
        expect(received[0]?.split('\r\n')).toEqual(lines);
        expect(targets).toEqual([host]);
      }),
  );
});

test('this machine and exempt hosts are reached without it', async () => {
  await withServer(
    (_, answer) => answer.end(),
    (server) =>
      withProxy({}, async (proxy, { targets }) => {
        await sendWith({ environment: { HTTP_PROXY: proxy } }, { url: server });
        const environment = { HTTP_PROXY: proxy, NO_PROXY: 'example' };
        await messageOf(sendWith({ environment }, { url: 'http://nowhere.invalid.example' }, { timeoutMs: 1000 }));
        expect(targets).toEqual([]);
      }),
  );
});

test('without an environment there is no proxy, whatever the process has', async () => {
  process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
  try {
    await withServer(
      (_, answer) => answer.end(),
      async (url) => expect((await sendWith({}, { url })).status).toBe(200),
    );
  } finally {
    delete process.env['HTTP_PROXY'];
  }
});

test('a proxy that speaks TLS itself is verified, and is shown no client certificate', async () => {
  const client = issue({ name: 'client', authority: 'authority' });
  const secure = { ...serverCertificate(), requestCert: true, rejectUnauthorized: false };
  await withTlsServer({ requestCert: true, rejectUnauthorized: false }, (server, seen) =>
    withProxy({ secure }, async (proxy, { clients }) => {
      const environment = { HTTPS_PROXY: proxy };
      const prefix = 'SOME_';
      const refused = await messageOf(sendWith({ environment, prefix }, { url: named(server) }));
      expect(refused).toMatch(/^No tunnel through the proxy that HTTPS_PROXY names: The certificate of 127\.0\.0\.1:/);
      expect(refused).toContain('SOME_CA_CERT');

      const response = await sendWith(
        { environment, tls: { ...client, ca: authorityCertificate() } },
        { url: named(server) },
      );
      expect(response.status).toBe(200);
      expect(seen[0]?.client).toBe('client');
      expect(clients).toEqual([expect.objectContaining({ client: undefined })]);
    }),
  );
});

test('the byte cap holds inside a tunnel', async () => {
  await withServer(
    (_, answer) => answer.end('x'.repeat(5000)),
    (server) =>
      withProxy({}, async (proxy) => {
        const options = { environment: { HTTP_PROXY: proxy } };
        const response = await sendWith(options, { url: named(server) }, { maxBytes: 1000 });
        expect([response.body.length, response.truncated]).toEqual([1000, true]);
      }),
  );
});

test.describe('what the proxy says is no answer of the target', () => {
  const refusals: [status: number, credentials: string, kind: string, sentence: RegExp][] = [
    [407, '', 'refused', /^The proxy that HTTPS_PROXY names requires a user and a password: .* \(status 407\)\.$/],
    [407, 'us3r:hush@', 'refused', /refused the user and password that HTTPS_PROXY holds/],
    [403, 'us3r:hush@', 'refused', /opens no tunnel to target\.example:443: .* NO_PROXY \(status 403\)\.$/],
    [502, '', 'refused', /could not reach target\.example:443 \(status 502\)/],
    [504, '', 'timeout', /could not reach target\.example:443 in time/],
    [302, '', 'refused', /opens no tunnel/],
  ];
  for (const [status, credentials, kind, sentence] of refusals)
    test(`${status}${credentials && ' with credentials'}`, async () => {
      await withProxy({ status }, async (proxy, { authorizations }) => {
        const environment = { HTTPS_PROXY: proxy.replace('//', `//${credentials}`) };
        const error: unknown = await sendWith({ environment }, { url: 'https://target.example' }).catch(
          (e: unknown) => e,
        );
        expect(error).toMatchObject({ name: 'ExchangeError', kind, message: expect.stringMatching(sentence) });
        expect((error as Error).message).not.toMatch(/hush|us3r/);
        expect(authorizations[0] === undefined).toBe(credentials === '');
      });
    });

  test('nobody listens', async () => {
    const gone = await withProxy({}, (proxy) => Promise.resolve(proxy));
    const environment = { HTTPS_PROXY: gone.replace('//', '//user:hush@') };
    const message = await messageOf(sendWith({ environment }, { url: 'https://target.example' }));
    expect(message).toMatch(
      /^No tunnel through the proxy that HTTPS_PROXY names: Nothing listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.$/,
    );
  });

  for (const [what, answer, kind] of [
    ['it hangs up', '', 'reset'],
    ['it is no proxy', 'SSH-2.0-x\r\n', 'protocol'],
  ] as const)
    test(what, async () => {
      await withSocket(
        (socket) => socket.end(answer),
        async (proxy) => {
          const sending = sendWith({ environment: { HTTPS_PROXY: proxy } }, { url: 'https://target.example' });
          await expect(sending).rejects.toMatchObject({ kind, message: expect.stringContaining('No tunnel through') });
        },
      );
    });

  test('it says nothing: the time limit covers the tunnel, and its connection is given up', async () => {
    await withProxy({ status: 'silent' }, async (proxy, { open }) => {
      const sending = sendWith(
        { environment: { HTTPS_PROXY: proxy } },
        { url: 'https://target.example' },
        { timeoutMs: 100 },
      );
      await expect(sending).rejects.toMatchObject({
        kind: 'timeout',
        message: 'The proxy that HTTPS_PROXY names did not open a tunnel to target.example:443 within 100 ms.',
      });
      await expect.poll(() => open.size).toBe(0);
    });
  });

  test('a target that hangs up inside the tunnel is the target', async () => {
    await withSocket(
      (socket) => socket.end(),
      (server) =>
        withProxy({}, async (proxy) => {
          const message = await messageOf(sendWith({ environment: { HTTP_PROXY: proxy } }, { url: named(server) }));
          expect(message).toMatch(/^The connection to target\.example:\d+ ended before a status line/);
        }),
    );
  });

  test('a target that says nothing inside the tunnel is the target, and the tunnel is closed', async () => {
    await withSocket(
      () => undefined,
      (server) =>
        withProxy({}, async (proxy, { open }) => {
          const options = { environment: { HTTP_PROXY: proxy } };
          const message = await messageOf(sendWith(options, { url: named(server) }, { timeoutMs: 150 }));
          expect(message).toMatch(/^target\.example:\d+ sent no status line within 150 ms/);
          await expect.poll(() => open.size).toBe(0);
        }),
    );
  });
});
