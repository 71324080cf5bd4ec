import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Sandbox } from '../src/sandbox/index.ts';

/** A request of a run. What it is made of is looked at when it is sent again: not while time is taken. */
export interface Recorded {
  readonly request: Request;
  readonly body: Buffer | undefined;
  /** Instant, in ms. */
  readonly at: number;
}

/** A sandbox that remembers what it was asked. */
export function recording(sandbox: Sandbox): { sandbox: Sandbox; requests: Recorded[]; reset(): void } {
  const requests: Recorded[] = [];
  const fetch: Sandbox['fetch'] = (request, env) => {
    requests.push({ request, body: env?.rawBody, at: performance.now() });
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
  const bare = requests.map((one) => bareRequest(one));
  const start = performance.now();
  for (const request of bare) await send(request, port);
  const took = performance.now() - start;
  server.closeAllConnections();
  server.close();
  return took;
}

/** As bare as it can be sent again. */
interface BareRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | undefined;
}

function bareRequest({ request, body }: Recorded): BareRequest {
  const { pathname, search } = new URL(request.url);
  return { method: request.method, path: pathname + search, headers: Object.fromEntries(request.headers), body };
}

function send({ method, path, headers, body }: BareRequest, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      response.resume().once('end', resolve);
    });
    request.once('error', reject).end(body && body.length > 0 ? body : undefined);
  });
}
