import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { withoutBrackets } from './host.ts';
import { proxyFor, type Proxy, type ProxyEnvironment } from './proxy.ts';
import type { ConnectionTrust, TlsTrust } from './tls-options.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

/** How one request gets to its target. */
export interface Connection {
  readonly agent: http.Agent;
  /** Gives up what leads to the target. Returns the sentence's subject where that had not been reached yet. */
  readonly abort?: () => string | undefined;
}

/**
 * Ways to targets: straight, or through a tunnel of the proxy that the environment names. Plain HTTP goes through a
 * tunnel as well: the header lines then arrive as written, and no answer of the proxy passes for one of the target.
 * @returns a function that gives the way of one request; it throws ExchangeError `unsent` where the environment names
 * a proxy that is none.
 */
export function createConnector(environment: ProxyEnvironment, trust: ConnectionTrust): (url: URL) => Connection {
  const plain = new http.Agent({ keepAlive: false });
  const secure = new https.Agent({ keepAlive: false, ...trust.target.connection });
  return (url) => {
    const proxy = proxyFor(url, environment);
    if (proxy) return throughProxy(proxy, url, trust);
    return { agent: url.protocol === 'https:' ? secure : plain };
  };
}

/** An agent of its own for each request, for each has a tunnel of its own. */
function throughProxy(proxy: Proxy, url: URL, trust: ConnectionTrust): Connection {
  const isSecure = url.protocol === 'https:';
  const agent = isSecure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });
  const target = `${url.hostname}:${url.port || (isSecure ? '443' : '80')}`;
  let opening: Tunnel | undefined;
  agent.createConnection = (_, created) => {
    opening = openTunnel(proxy, target, trust.proxy, (outcome) => {
      opening = undefined;
      // Node's callback takes an error without a stream; its type asks for one.
      if (outcome instanceof Error) created?.(outcome, undefined as unknown as Duplex);
      else created?.(null, isSecure ? secured(outcome, url, trust.target) : outcome);
    });
    return undefined;
  };
  const abort = () => {
    if (!opening) return undefined;
    opening.abort();
    return `The proxy that ${proxy.variable} names did not open a tunnel to ${target}`;
  };
  return { agent, abort };
}

/** TLS with the target inside the tunnel. The host is what the certificate must name, also where it is an address. */
function secured(socket: Duplex, url: URL, { connection }: TlsTrust): tls.TLSSocket {
  const host = withoutBrackets(url.hostname);
  return tls.connect({ ...connection, socket, host, ...(net.isIP(host) === 0 ? { servername: host } : {}) });
}
