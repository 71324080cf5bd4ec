import http from 'node:http';
import https from 'node:https';
import net, { type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { comparable, withoutBrackets } from './host.ts';
import { keeping } from './kept-connections.ts';
import { proxyFor, type Proxy, type ProxyEnvironment } from './proxy.ts';
import type { ConnectionTrust, TlsTrust } from './tls-options.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

/** How one request gets to its target. */
export interface Connection {
  readonly agent: http.Agent;
  /** Connection options for Node's client, besides the address. */
  readonly options?: http.RequestOptions;
  /** Gives up what leads to the target. Returns the sentence's subject where that had not been reached yet. */
  readonly abort?: () => string | undefined;
}

/** The way of one request; `kept`: on a connection that was used before where there is one, and which is kept. */
export type RouteTo = (url: URL, kept: boolean) => Connection;

/**
 * Node gives up on each of several addresses after 250 ms, which a distant host needs for its handshake; only the last
 * one gets more.
 */
const ADDRESS_MS = 2500;

/** Offered in the handshake (RFC 7301): a server that speaks HTTP/2 alone then reports it there. */
const HTTP_1 = { ALPNProtocols: ['http/1.1'] };

/**
 * Ways to targets: straight, or through a tunnel of the proxy that the environment names. Plain HTTP goes through a
 * tunnel as well: the header lines then arrive as written, and no answer of the proxy passes for one of the target.
 * @param lookup resolves names; default: the system's
 * @returns a function that gives the way of one request; it throws ExchangeError `unsent` where the environment names
 * an invalid proxy.
 */
export function createConnector(
  environment: ProxyEnvironment,
  trust: ConnectionTrust,
  lookup?: LookupFunction,
): RouteTo {
  const connecting = { autoSelectFamilyAttemptTimeout: ADDRESS_MS, ...(lookup ? { lookup } : {}) };
  const direct = agents((secure, keepAlive) =>
    secure ? new https.Agent({ keepAlive, ...HTTP_1, ...trust.target.connection }) : new http.Agent({ keepAlive }),
  );
  // The environment names one proxy for each protocol, so each has one agent for all of its tunnels.
  const tunnelled = agents((secure, keepAlive) => tunnelling(secure, keepAlive));
  return (url, kept) => {
    const secure = url.protocol === 'https:';
    const proxy = proxyFor(url, environment);
    if (proxy) return throughProxy(proxy, url, trust, tunnelled(secure, kept));
    return {
      agent: direct(secure, kept),
      options: { ...connecting, ...(secure ? { servername: serverName(url) } : {}) },
    };
  };
}

/** One agent for each kind of connection, made when it is needed. */
function agents(make: (secure: boolean, keepAlive: boolean) => http.Agent) {
  const made = new Map<string, http.Agent>();
  return (secure: boolean, kept: boolean): http.Agent => {
    const key = `${String(secure)} ${String(kept)}`;
    const agent = made.get(key) ?? (kept ? keeping(make(secure, true)) : make(secure, false));
    made.set(key, agent);
    return agent;
  };
}

/** What a request passes to the agent about its tunnel: Node's client passes it on with all other options. */
interface TunnelRequest extends http.RequestOptions {
  readonly openTunnel: (done: (outcome: Duplex | Error) => void) => void;
}

function tunnelling(secure: boolean, keepAlive: boolean): http.Agent {
  const agent = secure ? new https.Agent({ keepAlive }) : new http.Agent({ keepAlive });
  agent.createConnection = (options, created) => {
    (options as unknown as TunnelRequest).openTunnel((outcome) => {
      // Node's callback takes an error without a stream; its type asks for one.
      if (outcome instanceof Error) created?.(outcome, undefined as unknown as Duplex);
      else created?.(null, outcome);
    });
    return undefined;
  };
  return agent;
}

function throughProxy(proxy: Proxy, url: URL, trust: ConnectionTrust, agent: http.Agent): Connection {
  const isSecure = url.protocol === 'https:';
  const target = `${url.hostname}:${url.port || (isSecure ? '443' : '80')}`;
  let opening: Tunnel | undefined;
  const options: TunnelRequest = {
    openTunnel(done) {
      opening = openTunnel(proxy, target, trust.proxy, (outcome) => {
        opening = undefined;
        done(!(outcome instanceof Error) && isSecure ? secured(outcome, url, trust.target) : outcome);
      });
    },
  };
  const abort = () => {
    if (!opening) return undefined;
    opening.abort();
    return `The proxy that ${proxy.variable} names did not open a tunnel to ${target}`;
  };
  return { agent, options, abort };
}

/** TLS with the target inside the tunnel. The host is what the certificate must name, also where it is an address. */
function secured(socket: Duplex, url: URL, { connection }: TlsTrust): tls.TLSSocket {
  const servername = serverName(url);
  return tls.connect({
    ...{ ...connection, socket, host: withoutBrackets(url.hostname), ...HTTP_1 },
    ...(servername === '' ? {} : { servername }),
  });
}

/** The name that a server is asked for in TLS: no address, and without the dot that ends a full name (RFC 6066). */
function serverName({ hostname }: URL): string {
  const host = comparable(hostname);
  return net.isIP(host) === 0 ? host : '';
}
