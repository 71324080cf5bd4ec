import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { MOODS, type Known } from './moods.ts';

/** What stands before a sandbox. */
export interface Front {
  readonly sandbox: Sandbox;
  /** Certificate and key; default plain HTTP. */
  readonly tls?: https.ServerOptions;
  /** What it tells whoever it is hostile to. */
  readonly known: Known;
  /** The name of the mood in which a deletion is answered; undefined: honestly. */
  readonly moodOf: (body: string) => string | undefined;
  /** Exchanges the canary credentials for the sandbox's own; default: leaves them. */
  readonly authorization?: (given: string) => string;
}

/** A front that listens. */
interface Served {
  readonly host: string;
  /** Moods that were shown so far. */
  readonly shown: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Serves a sandbox whose deletions are answered in moods. */
export async function serveFront(front: Front): Promise<Served> {
  const shown = new Set<string>();
  const listener: http.RequestListener = (request, response) => void answer(front, shown, request, response);
  const server = front.tls ? https.createServer(front.tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { host, shown, close };
}

async function answer(
  { sandbox, tls, known, moodOf, authorization = (given) => given }: Front,
  shown: Set<string>,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const path = pathOf(request.url ?? '');
  const { authorization: given = '', host = '' } = request.headers;
  const mood = /delet/.test(path) ? moodOf(body.toString()) : undefined;
  shown.add(mood ?? 'pass');
  if (mood !== undefined) return MOODS[mood]?.(response, { ...known, Authorization: given || 'none' });
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const own = headers.map(([name, value]): [string, string] =>
    name === 'authorization' ? [name, authorization(value)] : [name, value],
  );
  const method = request.method ?? 'GET';
  const carries = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  const url = `${tls ? 'https' : 'http'}://${host}${path}`;
  const wanted = new Request(url, { method, headers: own, ...(carries ? { body: new Uint8Array(body) } : {}) });
  const honest = await sandbox.fetch(wanted, { rawBody: body });
  response.writeHead(honest.status, [...honest.headers].flat()).end(Buffer.from(await honest.arrayBuffer()));
}

/** Without the parameter of the base URL's query, wherever it was put. */
const pathOf = (url: string): string => url.replace(/[?&]token=[^/?&]*/, '').replace(/^([^?&]*)&/, '$1?');
