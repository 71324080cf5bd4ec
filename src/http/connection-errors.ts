import { describeTlsError } from './tls-errors.ts';
import { tlsNames, type TlsMessageContext } from './tls-options.ts';
import { ExchangeError } from './types.ts';
import type { ExchangeErrorKind } from './types.ts';

const DEFAULT_CONTEXT: TlsMessageContext = { names: tlsNames(), presented: false };

/**
 * Puts a failure of Node's client before the status line into words.
 * @param error what `http.request` emitted; an ExchangeError keeps its own words
 * @param url where the request went; only its host is named
 * @param durationMs time since sending
 * @param messageContext how TLS failures are told
 */
export function describeError(
  error: Error,
  url: URL,
  durationMs: number,
  messageContext = DEFAULT_CONTEXT,
): ExchangeError {
  if (error instanceof ExchangeError) return new ExchangeError(error.kind, error.message, durationMs);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const tls = describeTlsError(error, code, url.host, messageContext);
  const [kind, sentence] = tls === undefined ? classify(error, code, url, messageContext) : (['tls', tls] as const);
  return new ExchangeError(kind, code === '' ? `${sentence}.` : `${sentence} (${code}).`, durationMs);
}

function classify(
  error: Error,
  code: string,
  { host, protocol }: URL,
  messageContext: TlsMessageContext,
): [ExchangeErrorKind, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['protocol', `The header of the answer from ${host} is too large`];
  if (code.startsWith('HPE_') && isTlsRecord(error))
    return ['protocol', `${host} speaks TLS on this port: the URL begins with https://`];
  if (code.startsWith('HPE_')) return ['protocol', `What came back from ${host} is not HTTP/1.1`];
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return ['dns', `The name of ${host} could not be resolved`];
    case 'ECONNREFUSED':
      return ['refused', `Nothing listens at ${host}`];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
      return ['refused', `${host} cannot be reached from here`];
    case 'ETIMEDOUT':
      return ['timeout', `${host} did not accept a connection in time`];
    default:
      return [
        'reset',
        `The connection to ${host} ended before a status line${afterHandshake(protocol, messageContext)}`,
      ];
  }
}

/** With TLS 1.3 a server looks at the client certificate when the handshake is over for the client, and may just hang up. */
function afterHandshake(protocol: string, { names, presented }: TlsMessageContext): string {
  return protocol === 'https:' && presented
    ? `: it may not accept the client certificate that ${names.cert} names`
    : '';
}

/** A TLS alert begins with the bytes 21 and 3 (RFC 8446 section 5.1): what a TLS server says to plain HTTP. */
function isTlsRecord(error: Error): boolean {
  const packet = 'rawPacket' in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : undefined;
  return packet?.[0] === 21 && packet[1] === 3;
}
