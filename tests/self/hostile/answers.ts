import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import { hostileError, HOSTILE_HEADER, nested, PROTO } from './texts.ts';

/** One hostile way to answer a request. */
type HostileAnswer = (response: ServerResponse, status: number) => void;

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Writes on a socket until the other end has had enough of it. */
function pour(socket: { destroyed: boolean; write(text: string): boolean } & NodeJS.EventEmitter, text: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(text));
  };
  socket.on('drain', more);
  more();
}

/** Writes a byte a second, for as long as anybody listens. */
function drip(socket: Pick<Socket, 'write' | 'on'>, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 1000);
  socket.on('close', () => clearInterval(timer));
}

/** What Node does not let a server say. */
const raw =
  (say: (socket: Socket, status: number) => void): HostileAnswer =>
  ({ socket }, status) => {
    if (socket) say(socket, status);
  };

const line = (status: number): string => `HTTP/1.1 ${status} Whatever\r\nContent-Type: application/json\r\n`;

/** Fifty properties of ten million blanks each (RFC 1952, 2.2): half a gigabyte that is quickly made. */
const bomb = Buffer.concat(Array<Buffer>(50).fill(zlib.gzipSync(Buffer.alloc(10_000_000, ' '))));
const nest = nested();

/** The hostile answers by name. The status is what an honest target would answer, where the answer gets that far. */
export const ANSWERS = {
  'endless body': (response, status) => {
    response.writeHead(status, JSON_TYPE);
    pour(response, '{"message":"'.padEnd(16_384, 'x'));
  },
  'endless headers': raw((socket, status) => {
    socket.write(line(status));
    pour(socket, `X-Header: ${'x'.repeat(1000)}\r\n`);
  }),
  'a byte a second': raw((socket, status) => drip(socket, line(status))),
  'a body of a byte a second': (response, status) => {
    response.writeHead(status, JSON_TYPE).flushHeaders();
    drip(response as unknown as Socket, '{"message":"deleted"}');
  },
  'gzip bomb': (response, status) => {
    response.writeHead(status, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }).end(bomb);
  },
  'nested JSON': (response, status) => response.writeHead(status, JSON_TYPE).end(nest),
  prototypes: (response, status) => response.writeHead(status, JSON_TYPE).end(PROTO),
  'redirect loop': (response) =>
    response.writeHead(307, { Location: '/loop' }).end('<a href="/loop">It is over there.</a>'),
  cookies: (response, status) => {
    const cookies = ['session=canary-cookie; Path=/', 'other=canary-cookie; Domain=127.0.0.1; Max-Age=99999'];
    response.writeHead(status, { ...JSON_TYPE, 'Set-Cookie': cookies }).end('{"message":"deleted"}');
  },
  'hostile text': (response) => {
    const names = ['Server', 'Via', 'WWW-Authenticate', 'X-Request-Id', 'Location', 'X-Other'];
    const headers = Object.fromEntries(names.map((name) => [name, HOSTILE_HEADER]));
    response.writeHead(400, { ...JSON_TYPE, ...headers }).end(hostileError());
  },
  'too long a Content-Length': raw((socket, status) =>
    socket.end(`${line(status)}Content-Length: 9999\r\n\r\n{"message":"deleted"}`),
  ),
  'too short a Content-Length': raw((socket, status) =>
    socket.end(`${line(status)}Content-Length: 9\r\n\r\n{"message":"deleted"}`),
  ),
  // Each wrong by itself, for whoever wants to tell of all mistakes.
  'half a million properties': (response, status) =>
    response.writeHead(status, JSON_TYPE).end(`[${'0,'.repeat(500_000)}0]`),
  // What makes a regular expression try again from every character.
  'blank lines': (response, status) => response.writeHead(status, JSON_TYPE).end('\n'.repeat(1_000_000)),
  backslashes: (response, status) => response.writeHead(status, JSON_TYPE).end('\\'.repeat(1_000_000)),
} satisfies Record<string, HostileAnswer>;

export type HostileName = keyof typeof ANSWERS;
