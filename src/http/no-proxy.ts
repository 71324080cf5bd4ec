// By hand: curl's reading of NO_PROXY, ports and IPv6 included, which the libraries differ on.

import net from 'node:net';
import { comparable } from './host.ts';

/**
 * Whether a list such as NO_PROXY exempts a URL's host from the proxy. Entries are separated by commas or blanks: `*` for
 * every host, a name for itself and all names below it (`example.com`, `.example.com` and `*.example.com` mean the
 * same), an address, a range of addresses (`10.0.0.0/8`); any but a range may end in `:port`. Addresses are compared as
 * written: no name is resolved. An invalid entry exempts nothing.
 */
export function isExempt(url: URL, list: string): boolean {
  const host = comparable(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => covers(entry.toLowerCase(), host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(entry, host);
  const [name, onlyPort] = nameAndPort(entry);
  if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
  // Only names have names below them: ".1" must not cover 10.0.0.1.
  return host === name || (net.isIP(host) === 0 && host.endsWith(`.${name}`));
}

function nameAndPort(entry: string): [name: string, port: string | undefined] {
  if (net.isIP(entry) !== 0) return [entry, undefined];
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  return [comparable(name.replace(/^\*?\./, '')), port];
}

function inRange(range: string, host: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const version = net.isIP(network);
  if (version === 0 || net.isIP(host) !== version) return false;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new net.BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}
