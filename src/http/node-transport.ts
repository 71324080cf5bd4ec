import type http from 'node:http';
import type { LookupFunction } from 'node:net';
import { headerValues } from './message.ts';
import { decodeContent } from './content-coding.ts';
import { isPlain, isRepeatable } from './keepable.ts';
import { settleIdle } from './kept-connections.ts';
import { exchangeByNode, type Arrived } from './node-exchange.ts';
import type { ProxyEnvironment } from './proxy.ts';
import { parseUrl } from './request-lines.ts';
import { createConnector, type RouteTo } from './agents.ts';
import { readTrust, tlsNames, type TlsOptions, type TlsMessageContext } from './tls-options.ts';
import { ExchangeError } from './types.ts';
import type { Limits, Transport, WireRequest } from './types.ts';

export interface NodeTransportOptions {
  /** The agent for a URL; proxy and TLS are then its own business. Default: one of the transport's own. */
  readonly agent?: (url: URL) => http.Agent;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. Default: nowhere, so no proxy is used. */
  readonly environment?: ProxyEnvironment;
  /** Authorities to trust besides Node's, and a client certificate. */
  readonly tls?: TlsOptions;
  /** Prefix of the variables that sentences about TLS name. */
  readonly prefix?: string;
  /** Whether requests share connections unless they ask otherwise. Default: each opens one, and closes it. */
  readonly keepConnections?: boolean;
  /** Resolves the names of targets. Default: as the system does. */
  readonly lookup?: LookupFunction;
}

/**
 * The transport over `node:http` and `node:https`: header lines exactly as given, a body with any method, no followed
 * redirects, no cookies. `Host` and `Content-Length` are added where they are absent, and a `Connection` line that states
 * what becomes of the connection (RFC 9112 section 9.6).
 *
 * A connection is shared only by requests that every server reads alike, and only for a short time. A GET whose
 * connection turns out to be closed by the server is sent once more, on a new one; nothing else ever is.
 *
 * `http.request` is looked up at call time, so that nock intercepts it.
 * @returns a transport that throws ExchangeError when no status line arrived; what arrived later but never ended, ended
 * too early, passed the cap or cannot be decoded is a response with `truncated: true`.
 * @throws Error with a sentence that names the variable where the TLS material cannot be used.
 */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  const { agent, environment = {}, keepConnections = false, lookup } = options;
  const trust = readTrust(options.tls ?? {}, tlsNames(options.prefix));
  const { messageContext } = trust.target;
  const connectionTo: RouteTo = agent ? (url) => ({ agent: agent(url) }) : createConnector(environment, trust, lookup);

  return async (request, limits) => {
    const url = parseUrl(request.url);
    const { connection = keepConnections && isPlain(request) ? 'used' : 'fresh' } = limits;
    const send = connection === 'used' ? onKept : onFresh;
    const arrived = await send(request, url, connectionTo, limits, messageContext);
    const contentEncoding = headerValues(arrived.headers, 'content-encoding').join(', ');
    const decoded = await decodeContent(arrived.wire, contentEncoding, limits.maxBytes);
    return {
      status: arrived.status,
      headers: arrived.headers,
      body: decoded.body,
      truncated: !arrived.complete || !decoded.complete,
      ...(contentEncoding === '' ? {} : { contentEncoding }),
      ...(arrived.reused ? { reused: true } : {}),
      ...(arrived.httpVersion === '1.0' ? { httpVersion: '1.0' } : {}),
      durationMs: arrived.durationMs,
    };
  };
}

type Send = (
  request: WireRequest,
  url: URL,
  to: RouteTo,
  limits: Limits,
  messageContext: TlsMessageContext,
) => Promise<Arrived>;

const onFresh: Send = (request, url, routeTo, limits, messageContext) =>
  exchangeByNode(request, url, routeTo(url, false), limits, messageContext);

const onKept: Send = async (request, url, routeTo, limits, messageContext) => {
  if (!isRepeatable(request)) await settleIdle();
  const started = performance.now();
  try {
    return await exchangeByNode(request, url, routeTo(url, true), limits, messageContext, started);
  } catch (error) {
    if (!(error instanceof ExchangeError) || !error.reused || !isRepeatable(request)) throw error;
    return exchangeByNode(request, url, routeTo(url, false), limits, messageContext, started);
  }
};
