import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';

/** A handler as Fetch has it. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** A server on 127.0.0.1. */
export interface Served {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** The handler in a Hono app. */
export function honoApp(handler: Handler): Hono {
  return new Hono().all('*', (context) => handler(context.req.raw));
}

/** The handler in an Express app that listens. */
export async function serveExpress(handler: Handler): Promise<Served> {
  const app = express();
  app.use(express.raw({ type: () => true, limit: '10mb' }), async (incoming, outgoing) => {
    const response = await handler(requestOf(incoming, incoming.body));
    outgoing
      .status(response.status)
      .set(Object.fromEntries(response.headers))
      .end(await bytesOf(response));
  });
  return listening(createServer(app));
}

/** The handler in a Fastify app that listens. */
export async function serveFastify(handler: Handler): Promise<Served> {
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all('*', async (incoming, reply) => {
    const response = await handler(requestOf(incoming.raw, incoming.body));
    return reply
      .code(response.status)
      .headers(Object.fromEntries(response.headers))
      .send(await bytesOf(response));
  });
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  return { baseUrl, close: () => app.close() };
}

function requestOf(
  { method = 'GET', url = '/', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: unknown,
): Request {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  const hasBody = Buffer.isBuffer(body) && body.length > 0 && !['GET', 'HEAD'].includes(method);
  return new Request(`http://127.0.0.1${url}`, {
    method,
    headers: lines as [string, string][],
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

async function listening(server: Server): Promise<Served> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}`, close };
}
