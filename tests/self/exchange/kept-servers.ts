import net from 'node:net';
import { nodeTransport, type NodeTransportOptions } from '../../../src/exchange/node-transport.ts';
import type { Limits, WireRequest } from '../../../src/exchange/types.ts';
import { LIMITS, listening } from './servers.ts';

/** One connection of a {@link withConnections} server. */
export interface ServedConnection {
  readonly socket: net.Socket;
  /** Requests that arrived on it, whole: head and body. */
  readonly requests: string[];
}

/**
 * Runs `act` against a TCP server that answers each request on each connection.
 * @param answer gets the connection, whose last request is the one to answer, and the numbers of both, from 0
 */
export function withConnections<T>(
  answer: (connection: ServedConnection, request: number, connectionNumber: number) => unknown,
  act: (url: string, connections: readonly ServedConnection[]) => Promise<T>,
): Promise<T> {
  const connections: ServedConnection[] = [];
  const server = net.createServer((socket) => {
    const connection: ServedConnection = { socket, requests: [] };
    const number = connections.push(connection) - 1;
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let whole = firstRequest(text); whole !== undefined; whole = firstRequest(text)) {
        text = text.slice(whole.length);
        answer(connection, connection.requests.push(whole) - 1, number);
      }
    });
  });
  const drop = () => connections.forEach(({ socket }) => socket.destroy());
  return listening(server, drop, (url) => act(url, connections));
}

function firstRequest(text: string): string | undefined {
  const [head] = /^[^]*?\r\n\r\n/.exec(text) ?? [];
  if (head === undefined) return undefined;
  const length = head.length + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return text.length < length ? undefined : text.slice(0, length);
}

/** An answer with this body. */
export const answering = (body: string, status = '200 OK', further = ''): string =>
  `HTTP/1.1 ${status}\r\n${further}Content-Length: ${String(body.length)}\r\n\r\n${body}`;

/** Sends over one transport, which keeps its connections unless `options` say otherwise. */
export function keptSender(options: NodeTransportOptions = {}) {
  const transport = nodeTransport({ keepConnections: true, ...options });
  return (request: Partial<WireRequest> & { url: string }, limits: Partial<Limits> = {}) =>
    transport({ method: 'GET', headers: [], ...request }, { ...LIMITS, ...limits });
}

export const post = (url: string, body = '{}') => ({ url, method: 'POST', body: Buffer.from(body) });

/** Time for what was sent to arrive at the other end of a loopback connection. */
export const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
