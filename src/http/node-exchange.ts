import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { withoutBrackets } from './host.ts';
import { describeError } from './connection-errors.ts';
import { idleTimeAfter } from './keepable.ts';
import { keepFor } from './kept-connections.ts';
import { pairs, requestLines, requestTarget } from './request-lines.ts';
import type { Connection } from './agents.ts';
import type { TlsMessageContext } from './tls-options.ts';
import { ExchangeError } from './types.ts';
import { writeBody } from './write-body.ts';
import type { HeaderLines, Limits, WireRequest } from './types.ts';

/** Node's own limit is 16 kB; gateways send more (policies, tokens). */
const MAX_HEADER_BYTES = 64 * 1024;

/** What came over the wire before content decoding. */
export interface Arrived {
  readonly status: number;
  readonly headers: HeaderLines;
  readonly wire: Buffer;
  readonly complete: boolean;
  readonly durationMs: number;
  /** Whether something had been sent on the connection before. */
  readonly reused: boolean;
  /** Of the answer: "1.1". */
  readonly httpVersion: string;
}

/**
 * Sends one request by Node's client and collects its answer.
 * @param started by the performance clock: what the time limit and the duration are counted from
 * @throws ExchangeError when no status line arrived
 */
export function exchangeByNode(
  request: WireRequest,
  url: URL,
  route: Connection,
  limits: Limits,
  messageContext: TlsMessageContext,
  started = performance.now(),
): Promise<Arrived> {
  return new Promise((resolve, reject) => {
    const elapsed = () => performance.now() - started;
    const chunks: Buffer[] = [];
    let bytes = 0;
    let response: http.IncomingMessage | undefined;

    const outgoing = open(request, url, route);
    const isSilent = watchBytes(outgoing);
    const fail = (error: ExchangeError) => {
      clearTimeout(deadline);
      outgoing.destroy();
      reject(error);
    };
    const explain = (error: Error) =>
      describeError(error, url, elapsed(), messageContext, outgoing.reusedSocket && isSilent());
    const settle = (incoming: http.IncomingMessage, complete: boolean) => {
      clearTimeout(deadline);
      // An answer that did not wait for the body has no use for it.
      if (!complete || !outgoing.writableEnded) outgoing.destroy();
      resolve({
        status: incoming.statusCode ?? 0,
        headers: pairs(incoming.rawHeaders),
        // Nothing else may keep a large body twice.
        wire: Buffer.concat(chunks.splice(0)),
        complete,
        durationMs: elapsed(),
        reused: outgoing.reusedSocket,
        httpVersion: incoming.httpVersion,
      });
    };
    const deadline = setTimeout(() => {
      if (response) return settle(response, false);
      // Destroying the request does not reach a tunnel that is still being opened.
      const what = route.abort?.() ?? `${url.host} sent no status line`;
      fail(new ExchangeError('timeout', `${what} within ${limits.timeoutMs} ms.`, elapsed()));
    }, limits.timeoutMs - elapsed());

    // After a status line, an error of the request ends the body: the response's own events state how.
    outgoing.on('error', (error) => response ?? fail(explain(error)));
    outgoing.on('close', () => response ?? fail(explain(new Error('closed'))));
    const switched = (incoming: http.IncomingMessage, socket: Duplex) => {
      response = incoming;
      socket.destroy();
      settle(incoming, true);
    };
    outgoing.on('upgrade', switched);
    outgoing.on('connect', switched);
    outgoing.on('response', (incoming) => {
      response = incoming;
      if (outgoing.socket) keepFor(outgoing.socket, idleTimeAfter(request, incoming));
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, limits.maxBytes - bytes));
        bytes = Math.min(bytes + chunk.length, limits.maxBytes + 1);
        if (bytes > limits.maxBytes) settle(incoming, false);
      });
      incoming.on('end', () => settle(incoming, incoming.complete));
      incoming.on('error', () => settle(incoming, false));
      incoming.on('close', () => settle(incoming, incoming.complete));
    });
    writeBody(outgoing, request);
  });
}

/** @throws ExchangeError `unsent` where the method, the path or a header line cannot be written as HTTP/1.1. */
function open(request: WireRequest, url: URL, { agent, options }: Connection): http.ClientRequest {
  const client = url.protocol === 'https:' ? https : http;
  try {
    const outgoing = client.request({
      ...options,
      agent,
      host: withoutBrackets(url.hostname),
      port: url.port || undefined,
      method: request.method,
      path: requestTarget(request.url, url),
      headers: requestLines(request, url) as unknown as http.OutgoingHttpHeaders,
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    // Node drops what is more than 2000 lines in silence; the bytes are limited anyway.
    outgoing.maxHeadersCount = 0;
    return outgoing;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'invalid';
    throw new ExchangeError('unsent', `The request was not sent: it cannot be written as HTTP/1.1 (${code}).`);
  }
}

/** @returns whether no byte has arrived on the connection since the request got it */
function watchBytes(outgoing: http.ClientRequest): () => boolean {
  let before = 0;
  outgoing.on('socket', ({ bytesRead }) => (before = bytesRead));
  return () => (outgoing.socket?.bytesRead ?? 0) === before;
}
