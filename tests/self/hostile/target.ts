import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../src/clock.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { ANSWERS, type HostileName } from './answers.ts';

/** A target that does what it is asked and answers as it likes. */
export interface HostileTarget {
  readonly variables: Readonly<Record<string, string>>;
  /** What a client sent that it should not have: cookies, and requests that followed a redirect. */
  readonly lured: readonly string[];
  close(): Promise<void>;
}

/** @param answerOf the hostile answer to a request, by path and body; undefined: an honest one */
export async function serveHostile(
  answerOf: (path: string, body: string) => HostileName | undefined,
): Promise<HostileTarget> {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const lured: string[] = [];
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method = 'GET', url = '', headers } = request;
    if (headers.cookie !== undefined) lured.push(`Cookie: ${headers.cookie}`);
    if (url.startsWith('/loop')) lured.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const carries = body.length > 0 && method !== 'GET' && method !== 'HEAD';
    const asked = new Request(`http://127.0.0.1${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(carries ? { body: new Uint8Array(body) } : {}),
    });
    const honest = await sandbox.fetch(asked, { rawBody: body });
    const hostile = answerOf(url, body.toString());
    if (hostile) return void ANSWERS[hostile](response, honest.status);
    response.writeHead(honest.status, [...honest.headers].flat()).end(Buffer.from(await honest.arrayBuffer()));
  };
  const server = http.createServer((request, response) => {
    // A client that has had enough hangs up.
    for (const end of [request.socket, response]) end.on('error', () => undefined);
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { variables: { ...sandbox.environment, KNOT_BASE_URL: base }, lured, close };
}
