import net from 'node:net';

/** `net` and `tls` want an IPv6 address without the brackets that `URL.hostname` gives it. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** A host as hosts are compared: without brackets and without the dot that ends a full name. */
export function comparable(hostname: string): string {
  return withoutBrackets(hostname).toLowerCase().replace(/\.+$/, '');
}

/**
 * Whether a host can only be this machine: 127.0.0.0/8, ::1 or localhost. An unusual name of the loopback is taken for a
 * stranger, which is the safe mistake.
 * @param hostname as `URL.hostname` gives it, an IPv6 address with or without brackets
 */
export function isLoopback(hostname: string): boolean {
  const host = comparable(hostname);
  return host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));
}
