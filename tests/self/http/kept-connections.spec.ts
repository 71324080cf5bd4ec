import { test, expect } from '@playwright/test';
import { answering, keptSender, moment, post, withConnections } from './kept-servers.ts';
import { authorityCertificate } from './certificates.ts';
import { withProxy, withTlsServer } from './secure-servers.ts';

const OK = answering('{}');

test('requests of all kinds share a connection, one after another', async () => {
  await withConnections(
    ({ socket }, request) => void socket.write(answering(String(request), request === 1 ? '404 No' : '200 OK')),
    async (url, connections) => {
      const send = keptSender();
      const bodies: string[] = [];
      const reused: unknown[] = [];
      for (const request of [{ url }, post(url), { url, method: 'DELETE' }, { url }]) {
        const response = await send(request);
        bodies.push(response.body.toString());
        reused.push(response.reused);
      }
      expect(bodies).toEqual(['0', '1', '2', '3']);
      expect(reused).toEqual([undefined, true, true, true]);
      expect(connections).toHaveLength(1);
      expect(connections[0]?.requests[1]).toMatch(/^POST [^]*\r\nConnection: keep-alive\r\n\r\n\{\}$/);
    },
  );
});

test('a connection gathers no listeners', async () => {
  const warnings: string[] = [];
  const warned = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', warned);
  try {
    await withConnections(
      ({ socket }) => socket.write(OK),
      async (url, connections) => {
        const send = keptSender();
        for (let request = 0; request < 15; request += 1) await send(post(url));
        await moment();
        expect([connections[0]?.requests.length, warnings]).toEqual([15, []]);
      },
    );
  } finally {
    process.off('warning', warned);
  }
});

test('requests at the same time do not wait for one another', async () => {
  await withConnections(
    ({ socket }) => setTimeout(() => socket.write(OK), 20),
    async (url, connections) => {
      const send = keptSender();
      await Promise.all([send({ url }), send({ url }), send({ url })]);
      await Promise.all([send({ url }), send(post(url)), send({ url })]);
      expect(connections.map(({ requests }) => requests.length)).toEqual([2, 2, 2]);
    },
  );
});

test('nothing of one request stands in the next one on its connection', async () => {
  await withConnections(
    ({ socket }) => void socket.write(answering('{}', '200 OK', 'Set-Cookie: a=b\r\n')),
    async (url, connections) => {
      const send = keptSender();
      await send({ ...post(url), headers: [['Authorization', 'Basic b25l']] });
      await send({ url });
      expect(connections).toHaveLength(1);
      expect(connections[0]?.requests[1]).not.toMatch(/authorization|cookie|content-/i);
    },
  );
});

test.describe('a connection serves no further request', () => {
  for (const [what, first, answer] of [
    ['after Connection: close', {}, answering('{}', '200 OK', 'Connection: close\r\n')],
    ['after HTTP/1.0', {}, 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}'],
    ['after a refusal that may have left its body unread', post(''), answering('{}', '401 No')],
    ['after trouble of the server', post(''), answering('{}', '500 No')],
    ['where the server is about to close it', {}, answering('{}', '200 OK', 'Keep-Alive: timeout=0\r\n')],
    ['after a GET with a body', { body: Buffer.from('{}') }, OK],
    ['after a length of the caller', { headers: [['Content-Length', '0']] as const }, OK],
    ['after HEAD', { method: 'HEAD' }, answering('', '200 OK')],
    ['after bytes behind the answer', {}, `${OK}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen`],
    ['after an answer that was cut', {}, answering('x'.repeat(200_000))],
  ] as const)
    test(what, async () => {
      await withConnections(
        ({ socket }, _, connection) => void socket.write(connection === 0 ? answer : OK),
        async (url, connections) => {
          const send = keptSender();
          await send({ ...first, url });
          const second = await send({ url });
          expect([second.body.toString(), second.reused]).toEqual(['{}', undefined]);
          expect(connections.map(({ requests }) => requests.length)).toEqual([1, 1]);
        },
      );
    });

  test('once something arrives that nobody asked for', async () => {
    await withConnections(
      ({ socket }, _, connection) => {
        socket.write(OK);
        if (connection === 0) setTimeout(() => socket.write(answering('stolen')), 10);
      },
      async (url) => {
        const send = keptSender();
        await send({ url });
        await moment();
        const second = await send(post(url));
        expect([second.body.toString(), second.reused]).toEqual(['{}', undefined]);
      },
    );
  });

  test('once it was idle for a second', async () => {
    await withConnections(
      ({ socket }) => void socket.write(OK),
      async (url, connections) => {
        const send = keptSender();
        await send({ url });
        const socket = connections[0]?.socket;
        await new Promise((resolve) => socket?.once('close', resolve).resume());
        expect((await send({ url })).reused).toBeUndefined();
      },
    );
  });

  test('which asks for a fresh one', async () => {
    await withConnections(
      ({ socket }) => void socket.write(OK),
      async (url, connections) => {
        const send = keptSender();
        await send({ url });
        expect((await send({ url }, { connection: 'fresh' })).reused).toBeUndefined();
        expect(connections[1]?.requests[0]).toContain('\r\nConnection: close\r\n');
        expect((await send({ url })).reused).toBe(true);
        expect(connections).toHaveLength(2);
      },
    );
  });
});

test('where connections are not shared, a request can still ask for a used one', async () => {
  await withConnections(
    ({ socket }) => void socket.write(OK),
    async (url, connections) => {
      const send = keptSender({ keepConnections: false });
      await send({ url });
      expect((await send({ url }, { connection: 'used' })).reused).toBeUndefined();
      const lying = { ...post(url), headers: [['Content-Length', '2']] as const };
      expect((await send(lying, { connection: 'used' })).reused).toBe(true);
      // What a server made of it should not reach the next request.
      expect((await send({ url }, { connection: 'used' })).reused).toBeUndefined();
      expect(connections.map(({ requests }) => requests.length)).toEqual([1, 2, 1]);
    },
  );
});

test('over TLS and through tunnels of a proxy', async () => {
  await withTlsServer({}, (server, seen) =>
    withProxy({}, async (proxy, { targets }) => {
      const url = server.replace('127.0.0.1', 'target.example');
      const send = keptSender({ environment: { HTTPS_PROXY: proxy }, tls: { ca: authorityCertificate() } });
      const straight = keptSender({ tls: { ca: authorityCertificate() } });
      for (const [sender, to] of [
        [send, url],
        [straight, server],
      ] as const) {
        expect((await sender(post(to, '1'))).reused).toBeUndefined();
        const again = await sender(post(to, '2'));
        expect([again.reused, again.body.toString()]).toEqual([true, '2']);
      }
      expect(targets).toHaveLength(1);
      expect(seen).toHaveLength(4);
    }),
  );
});
