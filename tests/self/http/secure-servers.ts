import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type tls from 'node:tls';
import { nodeTransport, type NodeTransportOptions } from '../../../src/http/node-transport.ts';
import type { Limits, WireRequest } from '../../../src/http/types.ts';
import { LIMITS, listening } from './servers.ts';
import { serverCertificate } from './certificates.ts';

export const sendWith = (
  options: NodeTransportOptions,
  request: Partial<WireRequest> & { url: string },
  limits: Partial<Limits> = {},
) => nodeTransport(options)({ method: 'GET', headers: [], ...request }, { ...LIMITS, ...limits });

/** The message of what `promise` is rejected with. */
export const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'it succeeded',
    (error: unknown) => (error as Error).message,
  );

/** What a TLS server learned of a client. */
interface ClientSeen {
  /** The host that it asked for. */
  readonly servername: string | false | null;
  /** The common name of its certificate, where it showed one. */
  readonly client: string | string[] | undefined;
}

function inspect(socket: tls.TLSSocket): ClientSeen {
  // Without a certificate, the object is empty: its type does not say so.
  const { subject } = socket.getPeerCertificate() as Partial<tls.PeerCertificate>;
  return {
    servername: (socket as tls.TLSSocket & { servername: string | false | null }).servername,
    client: subject?.CN,
  };
}

/** Runs `act` against a TLS server that echoes what it is sent. */
export function withTlsServer<T>(
  options: https.ServerOptions,
  act: (url: string, seen: ClientSeen[]) => Promise<T>,
): Promise<T> {
  const seen: ClientSeen[] = [];
  const server = https.createServer({ ...serverCertificate(), ...options }, (request, response) => {
    seen.push(inspect(request.socket as tls.TLSSocket));
    request.pipe(response);
  });
  // Refused handshakes are what some tests want.
  server.on('tlsClientError', () => undefined);
  const drop = () => server.closeAllConnections();
  return listening(server, drop, (url) => act(url.replace('http:', 'https:'), seen));
}

export interface ProxySeen {
  /** The targets it was asked for. */
  readonly targets: string[];
  readonly authorizations: (string | undefined)[];
  /** Of a proxy that speaks TLS. */
  readonly clients: ClientSeen[];
  /** Connections that are open to it. */
  readonly open: Set<Duplex>;
}

interface ProxyOptions {
  /** What it answers CONNECT with; default 200. `silent`: nothing. */
  readonly status?: number | 'silent';
  /** It speaks TLS itself. */
  readonly secure?: https.ServerOptions;
}

/** Runs `act` beside a forward proxy that opens tunnels, for every name, to the loopback port that is asked for. */
export function withProxy<T>(
  { status = 200, secure }: ProxyOptions,
  act: (url: string, seen: ProxySeen) => Promise<T>,
): Promise<T> {
  const seen: ProxySeen = { targets: [], authorizations: [], clients: [], open: new Set() };
  const plain: http.RequestListener = (_, response) => response.writeHead(500).end('only tunnels are expected');
  const server = secure ? https.createServer(secure, plain) : http.createServer(plain);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Duplex) => {
    seen.open.add(socket);
    socket.on('close', () => seen.open.delete(socket));
  });
  server.on('connect', (request, socket: Duplex) => {
    seen.targets.push(request.url ?? '');
    seen.authorizations.push(request.headers['proxy-authorization']);
    if (secure) seen.clients.push(inspect(socket as tls.TLSSocket));
    socket.on('error', () => undefined);
    if (status === 'silent') return void socket.on('end', () => socket.end()).resume();
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\n{}`);
    const upstream = net.connect(Number(/\d+$/.exec(request.url ?? '')), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  const drop = () => seen.open.forEach((socket) => socket.destroy());
  return listening(server, drop, (url) => act(secure ? url.replace('http:', 'https:') : url, seen));
}
