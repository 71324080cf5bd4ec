import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Register, type Seen, type Told } from '../ledger/told.ts';

/** A moment at which a run may be killed. */
export interface Moment {
  /** Whether the target has done its part; the answer has not been passed on yet. */
  readonly at: 'request' | 'answer';
  readonly kind: 'creation' | 'deletion' | 'other';
  /** Counted among those of its kind, from 1. */
  readonly number: number;
}

/** Stands between a run and its target: passes on every byte, and keeps in mind who lives there. */
export interface Front {
  readonly baseUrl: string;
  readonly register: Register;
  /** Requests that have arrived. */
  requests(): number;
  close(): Promise<void>;
}

/** @param reach told of every moment; what it answers true for is never answered */
export async function serveFront(target: string, told: Told, reach: (moment: Moment) => boolean): Promise<Front> {
  const register = new Register(told);
  const { origin, pathname } = new URL(target);
  const counts = { creation: 0, deletion: 0, other: 0 };
  let requests = 0;

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    requests += 1;
    const sent = await collect(incoming);
    const { method = '', url = '' } = incoming;
    const path = url.split('?')[0] ?? '';
    const kind = told.isCreation({ method, path })
      ? 'creation'
      : told.isDeletion({ method, path })
        ? 'deletion'
        : 'other';
    counts[kind] += 1;
    const number = counts[kind];
    if (reach({ at: 'request', kind, number })) return;
    const answer = await pass(incoming, sent);
    const answered = await collect(answer);
    const seen: Seen = { method, path, sent: String(sent), status: answer.statusCode ?? 0, answered: String(answered) };
    register.note(seen);
    if (reach({ at: 'answer', kind, number })) return;
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    outgoing.end(answered);
  };

  function pass({ method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const going = forward(origin, { method, path: url, headers: rawHeaders }, resolve);
      going.once('error', reject);
      going.end(body);
    });
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}`,
    register,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
