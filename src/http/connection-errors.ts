import { describeTlsError, HTTP2_ONLY } from './tls-errors.ts';
import { tlsNames, type TlsMessageContext } from './tls-options.ts';
import { ExchangeError } from './types.ts';
import type { ExchangeErrorKind } from './types.ts';

const DEFAULT_CONTEXT: TlsMessageContext = { names: tlsNames(), presented: false };

/**
 * Puts a failure of Node's client before the status line into words.
 * @param error what `http.request` emitted; an ExchangeError keeps its own words
 * @param url where the request went; only its host is named
 * @param durationMs time since sending
 * @param messageContext how TLS failures are described
 * @param closedBefore whether an earlier request had been answered on the connection, and no byte has arrived since
 */
export function describeError(
  error: Error,
  url: URL,
  durationMs: number,
  messageContext = DEFAULT_CONTEXT,
  closedBefore = false,
): ExchangeError {
  if (error instanceof ExchangeError) return new ExchangeError(error.kind, error.message, durationMs);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const tls = describeTlsError(error, code, url.host, messageContext);
  const [kind, sentence] = tls === undefined ? classify(error, code, url, messageContext) : (['tls', tls] as const);
  const reused = kind === 'reset' && closedBefore;
  const said = reused ? `${url.host} closed a connection that it had kept open: ${UNCLEAR}` : sentence;
  return new ExchangeError(
    kind,
    code === '' ? `${said}.` : `${said} (${code}).`,
    durationMs,
    undefined,
    reused || undefined,
  );
}

const UNCLEAR = 'whether the request had arrived is not known';

function classify(
  error: Error,
  code: string,
  { host, protocol }: URL,
  messageContext: TlsMessageContext,
): [ExchangeErrorKind, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['protocol', `The header of the answer from ${host} is longer than 64 kB`];
  if (code.startsWith('HPE_') && isTlsRecord(error))
    return ['protocol', `${host} speaks TLS on this port: the URL begins with https://`];
  if (code.startsWith('HPE_') && isHttp2Frame(error)) return ['protocol', `${host} ${HTTP2_ONLY}`];
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

/**
 * An HTTP/2 server begins with a frame SETTINGS, or with GOAWAY where it does not understand: three bytes of length, the
 * type, flags, and stream 0 (RFC 9113 sections 3.4 and 4.1).
 */
function isHttp2Frame(error: Error): boolean {
  const [high, , , type, , ...stream] = packetOf(error)?.subarray(0, 9) ?? [];
  return high === 0 && (type === 4 || type === 7) && stream.length === 4 && stream.every((byte) => byte === 0);
}

/** A TLS alert begins with the bytes 21 and 3 (RFC 8446 section 5.1): what a TLS server answers to plain HTTP. */
function isTlsRecord(error: Error): boolean {
  const packet = packetOf(error);
  return packet?.[0] === 21 && packet[1] === 3;
}

function packetOf(error: Error): Uint8Array | undefined {
  return 'rawPacket' in error && error.rawPacket instanceof Uint8Array ? error.rawPacket : undefined;
}
