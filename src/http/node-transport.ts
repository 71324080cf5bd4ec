import http from 'node:http';
import https from 'node:https';
import { withoutBrackets } from './host.ts';
import { decodeContent } from './content-coding.ts';
import { headerValues } from './message.ts';
import { describeError } from './connection-errors.ts';
import type { ProxyEnvironment } from './proxy.ts';
import { createConnector, type Connection } from './agents.ts';
import { readTrust, tlsNames, type TlsOptions, type TlsMessageContext } from './tls-options.ts';
import { ExchangeError } from './types.ts';
import type { HeaderLines, Limits, Transport, WireRequest } from './types.ts';

export interface NodeTransportOptions {
  /** The agent for a URL; proxy and TLS are then its own business. Default: a new connection for every request. */
  readonly agent?: (url: URL) => http.Agent;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. Default: nowhere, so no proxy is used. */
  readonly environment?: ProxyEnvironment;
  /** Authorities to trust besides Node's, and a client certificate. */
  readonly tls?: TlsOptions;
  /** Prefix of the variables that sentences about TLS name. */
  readonly prefix?: string;
}

/** What came over the wire before content decoding. */
interface Arrived {
  readonly status: number;
  readonly headers: HeaderLines;
  readonly wire: Buffer;
  readonly complete: boolean;
  readonly durationMs: number;
}

/**
 * The transport over `node:http` and `node:https`: header lines exactly as given, a body with any method, no followed
 * redirects, no cookies, no retries. `Host` and `Content-Length` are added where they are absent, and `Connection:
 * close`, which RFC 9112 section 9.6 demands of a client that opens a connection per request. It does that because a
 * reused connection that the server closed while idle would look like a fault of the server.
 *
 * `http.request` is looked up at call time, so that nock intercepts it.
 * @returns a transport that throws ExchangeError when no status line arrived; what arrived later but never ended, ended
 * too early, passed the cap or cannot be decoded is a response with `truncated: true`.
 * @throws Error with a sentence that names the variable where the TLS material cannot be used.
 */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  const { agent, environment = {} } = options;
  const trust = readTrust(options.tls ?? {}, tlsNames(options.prefix));
  const { messageContext } = trust.target;
  const connectionTo = agent ? (url: URL) => ({ agent: agent(url) }) : createConnector(environment, trust);

  return async (request, limits) => {
    const url = parseUrl(request.url);
    const arrived = await exchange(request, url, connectionTo(url), limits, messageContext);
    const contentEncoding = headerValues(arrived.headers, 'content-encoding').join(', ');
    const decoded = await decodeContent(arrived.wire, contentEncoding, limits.maxBytes);
    return {
      status: arrived.status,
      headers: arrived.headers,
      body: decoded.body,
      truncated: !arrived.complete || !decoded.complete,
      ...(contentEncoding === '' ? {} : { contentEncoding }),
      durationMs: arrived.durationMs,
    };
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ExchangeError('unsent', 'The request was not sent: its URL is not an absolute http or https URL.');
}

function exchange(
  request: WireRequest,
  url: URL,
  { agent, abort }: Connection,
  limits: Limits,
  messageContext: TlsMessageContext,
): Promise<Arrived> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    const chunks: Buffer[] = [];
    let bytes = 0;
    let response: http.IncomingMessage | undefined;

    const outgoing = open(request, url, agent);
    const fail = (error: ExchangeError) => {
      clearTimeout(deadline);
      outgoing.destroy();
      reject(error);
    };
    const settle = (incoming: http.IncomingMessage, complete: boolean) => {
      clearTimeout(deadline);
      if (!complete) outgoing.destroy();
      resolve({
        status: incoming.statusCode ?? 0,
        headers: pairs(incoming.rawHeaders),
        wire: Buffer.concat(chunks),
        complete,
        durationMs: elapsed(),
      });
    };
    const deadline = setTimeout(() => {
      if (response) return settle(response, false);
      // Destroying the request does not reach a tunnel that is still being opened.
      const what = abort?.() ?? `${url.host} sent no status line`;
      fail(new ExchangeError('timeout', `${what} within ${limits.timeoutMs} ms.`, elapsed()));
    }, limits.timeoutMs);

    // After a status line, an error of the request ends the body: the response's own events say how.
    outgoing.on('error', (error) => response ?? fail(describeError(error, url, elapsed(), messageContext)));
    outgoing.on('close', () => response ?? fail(describeError(new Error('closed'), url, elapsed(), messageContext)));
    const switched = (incoming: http.IncomingMessage, socket: NodeJS.WritableStream & { destroy(): void }) => {
      response = incoming;
      socket.destroy();
      settle(incoming, true);
    };
    outgoing.on('upgrade', switched);
    outgoing.on('connect', switched);
    outgoing.on('response', (incoming) => {
      response = incoming;
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, limits.maxBytes - bytes));
        bytes = Math.min(bytes + chunk.length, limits.maxBytes + 1);
        if (bytes > limits.maxBytes) settle(incoming, false);
      });
      incoming.on('end', () => settle(incoming, incoming.complete));
      incoming.on('error', () => settle(incoming, false));
      incoming.on('close', () => settle(incoming, incoming.complete));
    });
    outgoing.end(request.body);
  });
}

/** @throws ExchangeError `unsent` where the method, the path or a header line cannot be written as HTTP/1.1. */
function open(request: WireRequest, url: URL, agent: http.Agent): http.ClientRequest {
  const client = url.protocol === 'https:' ? https : http;
  try {
    return client.request({
      agent,
      host: withoutBrackets(url.hostname),
      port: url.port || undefined,
      method: request.method,
      path: requestTarget(request.url, url),
      headers: headerLines(request, url) as unknown as http.OutgoingHttpHeaders,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'invalid';
    throw new ExchangeError('unsent', `The request was not sent: it cannot be written as HTTP/1.1 (${code}).`);
  }
}

/** The path and query as they were written: `new URL` would resolve dot segments and change escapes. */
function requestTarget(text: string, url: URL): string {
  const written = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(text)?.[1] ?? '';
  if (!/^[\x21-\x7e]+$/.test(written)) return url.pathname + url.search;
  return written.startsWith('/') ? written : `/${written}`;
}

function headerLines(request: WireRequest, url: URL): [string, string][] {
  const has = (name: string) => headerValues(request.headers, name).length > 0;
  const lines = request.headers.map(([name, value]): [string, string] => [name, value]);
  if (!has('host')) lines.unshift(['Host', url.host]);
  // RFC 9110 section 8.6: a method that anticipates content says so even when there is none.
  const length = request.body?.length ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? 0 : undefined);
  if (length !== undefined && !has('content-length') && !has('transfer-encoding'))
    lines.push(['Content-Length', String(length)]);
  return lines;
}

function pairs(rawHeaders: readonly string[]): HeaderLines {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  );
}
