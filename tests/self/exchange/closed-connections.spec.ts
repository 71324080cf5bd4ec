import { test, expect } from '@playwright/test';
import { answering, keptSender, moment, post, withConnections } from './kept-servers.ts';

const OK = answering('{}');

test('a connection that was closed while idle is not used', async () => {
  await withConnections(
    ({ socket }, _, connection) => {
      socket.write(OK);
      if (connection === 0) setTimeout(() => socket.destroy(), 10);
    },
    async (url, connections) => {
      const send = keptSender();
      await send({ url });
      await moment();
      expect((await send(post(url))).reused).toBeUndefined();
      expect(connections.map(({ requests }) => requests.length)).toEqual([1, 1]);
    },
  );
});

test('also where this process was too busy to notice', async () => {
  await withConnections(
    ({ socket }) => void socket.end(OK),
    async (url, connections) => {
      const send = keptSender();
      await Promise.all([1, 2, 3].map(() => send({ url })));
      // Whatever has arrived meanwhile waits in the kernel.
      const until = performance.now() + 20;
      while (performance.now() < until);
      const answers = await Promise.all([1, 2, 3].map(() => send(post(url))));
      expect(answers.map(({ reused }) => reused)).toEqual([undefined, undefined, undefined]);
      expect(connections).toHaveLength(6);
    },
  );
});

test.describe('closed when the next request arrives, without a byte of an answer', () => {
  const closing = <T>(act: (url: string, requests: () => number[]) => Promise<T>) =>
    withConnections(
      ({ socket }, request, connection) => (request === 1 && connection === 0 ? socket.destroy() : socket.write(OK)),
      (url, connections) => act(url, () => connections.map(({ requests }) => requests.length)),
    );

  test('GET is sent once more, on a new connection', async () => {
    await closing(async (url, requests) => {
      const send = keptSender();
      await send({ url });
      const again = await send({ url });
      expect([again.status, again.reused]).toEqual([200, undefined]);
      expect(requests()).toEqual([2, 1]);
    });
  });

  for (const [what, request] of [
    ['POST', post('')],
    ['DELETE', { method: 'DELETE' }],
  ] as const)
    test(`${what} is not, and what happened accuses nobody`, async () => {
      await closing(async (url, requests) => {
        const send = keptSender();
        await send({ url });
        await expect(send({ ...request, url })).rejects.toMatchObject({
          kind: 'reset',
          reused: true,
          message: expect.stringMatching(
            /^127\.0\.0\.1:\d+ closed a connection that it had kept open: whether the request had arrived is not known/,
          ),
        });
        expect(requests()).toEqual([2]);
      });
    });

  test('GET that is closed again is a failure of the target', async () => {
    await withConnections(
      ({ socket }, request, connection) => (request + connection > 0 ? socket.destroy() : socket.write(OK)),
      async (url, connections) => {
        const send = keptSender();
        await send({ url });
        await expect(send({ url })).rejects.toMatchObject({ kind: 'reset', reused: undefined });
        expect(connections.map(({ requests }) => requests.length)).toEqual([2, 1]);
      },
    );
  });
});

test('once a byte of an answer has come, nothing is sent again', async () => {
  await withConnections(
    ({ socket }, request) => (request === 1 ? socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2') : socket.write(OK)),
    async (url, connections) => {
      const send = keptSender();
      await send({ url });
      await expect(send({ url })).rejects.toMatchObject({ reused: undefined });
      expect(connections.map(({ requests }) => requests.length)).toEqual([2]);
    },
  );
});

test('a first request on a new connection is never sent again', async () => {
  await withConnections(
    ({ socket }) => void socket.destroy(),
    async (url, connections) => {
      await expect(keptSender()({ url })).rejects.toMatchObject({ kind: 'reset', reused: undefined });
      expect(connections).toHaveLength(1);
    },
  );
});

test('the time limit covers both', async () => {
  await withConnections(
    ({ socket }, request, connection) => {
      if (connection === 1) return;
      if (request === 0) socket.write(OK);
      else setTimeout(() => socket.destroy(), 100);
    },
    async (url) => {
      const send = keptSender();
      await send({ url });
      await expect(send({ url }, { timeoutMs: 150 })).rejects.toMatchObject({
        kind: 'timeout',
        message: expect.stringContaining('sent no status line within 150 ms.'),
      });
    },
  );
});
