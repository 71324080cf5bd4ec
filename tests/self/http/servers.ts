import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import type { Limits, WireRequest } from '../../../src/http/types.ts';

export const LIMITS: Limits = { timeoutMs: 10_000, maxBytes: 100_000 };

export const send = (request: Partial<WireRequest> & { url: string }, limits: Partial<Limits> = {}) =>
  nodeTransport()({ method: 'GET', headers: [], ...request }, { ...LIMITS, ...limits });

/** Runs `act` while a server listens on the loopback; `drop` ends its connections. */
export async function listening<T>(server: net.Server, drop: () => void, act: (url: string) => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    drop();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Runs `act` against an HTTP server that is gone afterwards. */
export function withServer<T>(handler: http.RequestListener, act: (url: string) => Promise<T>): Promise<T> {
  const server = http.createServer(handler);
  return listening(server, () => server.closeAllConnections(), act);
}

/** Runs `act` against a TCP server that is handed each connection and all that arrived on it up to a blank line. */
export function withSocket<T>(
  answer: (socket: net.Socket, head: string) => void,
  act: (url: string, received: string[]) => Promise<T>,
): Promise<T> {
  const received: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const at = received.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    let answered = false;
    socket.on('data', (chunk) => {
      const head = (received[at] ?? '') + chunk.toString('latin1');
      received[at] = head;
      if (answered || !head.includes('\r\n\r\n')) return;
      answered = true;
      answer(socket, head);
    });
  });
  const drop = () => sockets.forEach((socket) => socket.destroy());
  return listening(server, drop, (url) => act(url, received));
}
