import { createAdaptorServer } from '@hono/node-server';
import type { IncomingMessage, Server } from 'node:http';
import { MAX_BODY_BYTES } from './body.ts';
import type { Sandbox } from './types.ts';

/** A sandbox that listens. */
export interface ServedSandbox {
  /** Origin and base path, without a trailing slash. */
  readonly baseUrl: string;
  /** Stops listening and ends every connection, idle or not. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP.
 * @param options `port` 0 takes any free one; `host` is the loopback by default.
 * @throws Error with one clear sentence where the port cannot be used.
 */
export async function serveSandbox(
  sandbox: Sandbox,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<ServedSandbox> {
  const server = createAdaptorServer({
    // The body is read here, whatever the method: a Request drops the body of a GET.
    fetch: async (request, env) =>
      sandbox.fetch(request, { rawBody: await collect((env as { incoming: IncomingMessage }).incoming) }),
  }) as Server;
  await listen(server, port, host);
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return { baseUrl: `http://${host}:${actual}${sandbox.basePath}`, close: () => close(server) };
}

/** Reads a body to its end but keeps only one byte more than the limit: enough to refuse it. */
async function collect(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, port, host))));
    server.listen(port, host, resolve);
  });
}

function sentence(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is already in use: stop what listens there or choose another port.`;
  if (error.code === 'EACCES') return `Port ${port} on ${host} may not be used by this account: choose one above 1023.`;
  return `Cannot listen on ${host}:${port} (${error.code ?? error.message}).`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
