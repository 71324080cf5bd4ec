import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Sandbox } from '../src/sandbox/index.ts';

/** A request of a run, as bare as it can be sent again. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** Instant, in ms. */
  readonly at: number;
}

/** A sandbox that remembers what it was asked. */
export function recording(sandbox: Sandbox): { sandbox: Sandbox; requests: Recorded[]; reset(): void } {
  const requests: Recorded[] = [];
  const fetch: Sandbox['fetch'] = (request, env) => {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    requests.push({
      method: request.method,
      path: pathname + search,
      headers,
      body: env?.rawBody ?? Buffer.alloc(0),
      at: performance.now(),
    });
    return sandbox.fetch(request, env);
  };
  return { sandbox: { ...sandbox, fetch }, requests, reset: () => requests.splice(0) };
}

/**
 * The time of the run's last look, which begins with the longest silence of the run, in ms. It does not count.
 */
export function lastLookOf(requests: readonly Recorded[]): number {
  const instants = requests.map(({ at }) => at);
  const silences = instants.slice(1).map((at, index) => at - (instants[index] ?? at));
  const begin = instants[silences.indexOf(Math.max(...silences))] ?? NaN;
  return (instants.at(-1) ?? NaN) - begin;
}

/** Sends the requests one after another to a server that answers at once. @returns the time it took, in ms */
export async function replay(requests: readonly Recorded[]): Promise<number> {
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const start = performance.now();
  for (const request of requests) await send(request, port);
  const took = performance.now() - start;
  server.closeAllConnections();
  server.close();
  return took;
}

function send({ method, path, headers, body }: Recorded, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      response.resume().once('end', resolve);
    });
    request.once('error', reject).end(body.length > 0 ? body : undefined);
  });
}
