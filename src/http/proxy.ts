// By hand, not by an agent library: messages name the variable and never its password, and loopback never goes through it.

import { isLoopback } from './host.ts';
import { isExempt } from './no-proxy.ts';
import { ExchangeError } from './types.ts';

/** A forward proxy that the environment names. */
export interface Proxy {
  /** The variable that names it, as it is spelled there. Messages name the proxy by it. */
  readonly variable: string;
  readonly protocol: 'http:' | 'https:';
  readonly hostname: string;
  readonly port: number;
  /** The value of Proxy-Authorization, where the variable holds credentials: a secret. */
  readonly authorization?: string;
}

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL: HTTPS_PROXY for https, HTTP_PROXY for http, unless NO_PROXY exempts the host. The lower-case name
 * wins where both are set, an empty one counts as unset, as with curl. What can only be this machine (the sandbox, a
 * mock) is never reached through a proxy: there, it would be another machine.
 * @throws ExchangeError `unsent` that names the variable where it names no http or https proxy; the value may hold a
 * password and is not repeated.
 */
export function proxyFor(url: URL, environment: ProxyEnvironment): Proxy | undefined {
  const variable = firstSet(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy', environment);
  if (variable === undefined || isLoopback(url.hostname)) return undefined;
  const exempt = firstSet('no_proxy', environment);
  if (exempt !== undefined && isExempt(url, environment[exempt] ?? '')) return undefined;
  return parseProxy(variable, environment[variable] ?? '');
}

function firstSet(name: string, environment: ProxyEnvironment): string | undefined {
  return [name, name.toUpperCase()].find((spelling) => (environment[spelling] ?? '').trim() !== '');
}

function parseProxy(variable: string, value: string): Proxy {
  const text = value.trim();
  const refuse = (why: string) => new ExchangeError('unsent', `The request was not sent: ${variable} ${why}.`);
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  const { protocol } = url ?? {};
  if (!url || (protocol !== 'http:' && protocol !== 'https:'))
    throw refuse('is not the URL of an http or https proxy, such as http://proxy.example:3128');
  // "http://user:pa/ss@proxy" reads as the host "user": its password would be shown as a host and a port.
  if (/@/.test(url.pathname + url.search + url.hash))
    throw refuse('has an "@" after its host: write "/", "?" and "#" in its user and password as %2F, %3F and %23');
  const { username, password, hostname, port } = url;
  return {
    variable,
    protocol,
    hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username === '' && password === '' ? {} : { authorization: basic(decode(username), decode(password)) }),
  };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A password with a bare "%" is taken as it is written. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
