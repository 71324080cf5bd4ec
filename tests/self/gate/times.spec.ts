import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { SLOW } from '../part.ts';
import { test } from './child.ts';

/** Runs `act` against a sandbox behind a door that sees each connection, by number from 0, before it is let in. */
async function behindDoor(
  door: (socket: net.Socket, connection: number, letIn: () => void) => void,
  act: (variables: Record<string, string>) => Promise<void>,
): Promise<void> {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const served = await serveSandbox(sandbox, { port: 0 });
  const sockets = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    door(socket, connections++, () => {
      const inside = net.connect(Number(new URL(served.baseUrl).port), '127.0.0.1');
      inside.on('error', () => socket.destroy());
      sockets.add(inside);
      socket.pipe(inside).pipe(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await act({ ...sandbox.environment, KNOT_BASE_URL: `http://127.0.0.1:${String(port)}` });
  } finally {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await served.close();
    await sandbox.dispose();
  }
}

test('--wait begins once the target answers', SLOW, async ({ gate }) => {
  await behindDoor(
    (socket, connection, letIn) => {
      if (connection < 3) return void socket.destroy();
      if (connection < 5) return void socket.end('HTTP/1.1 503 Starting\r\nContent-Length: 0\r\n\r\n');
      letIn();
    },
    async (variables) => {
      const options = ['--grep', 'unknown-user-is-refused', '--partial'];
      const { code, out, err } = await gate.run([...options, '--wait', '5m'], variables).ended;
      expect(out).toContain('Waiting up to 5 min for an answer before anything is judged.');
      expect(code, out + err).toBe(0);
    },
  );
});

test('--max-time ends with a report, exit 3', SLOW, async ({ gate }) => {
  await behindDoor(
    // Hundreds of requests, twelve at a time: by far more than the time.
    (_, __, letIn) => void setTimeout(letIn, 200),
    async (variables) => {
      const { code, out, err } = await gate.run(['--max-time', '1s'], variables).ended;
      expect(code, out + err).toBe(3);
      const results = await gate.results();
      expect(results.headline).toContain('ended by --max-time');
      expect(results.requirements.some(({ reason }) => reason === 'interrupted')).toBe(true);
      expect(results.cleanup[0]).toMatchObject({ left: [], message: expect.stringMatching(/^Clean: /) });
    },
  );
});
