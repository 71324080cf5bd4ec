import { ExchangeError } from './types.ts';
import type { ExchangeErrorKind } from './types.ts';

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|CRL_|PATH_LENGTH|INVALID_PURPOSE)/;

/**
 * Puts a failure of Node's client before the status line into words.
 * @param error what `http.request` emitted
 * @param url where the request went; only its host is named
 * @param durationMs time since sending
 */
export function explainFailure(error: Error, url: URL, durationMs: number): ExchangeError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [kind, sentence] = classify(code, error.message, url.host);
  return new ExchangeError(kind, code === '' ? `${sentence}.` : `${sentence} (${code}).`, durationMs);
}

function classify(code: string, message: string, host: string): [ExchangeErrorKind, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['protocol', `The header of the answer from ${host} is too large`];
  if (code.startsWith('HPE_')) return ['protocol', `What came back from ${host} is not HTTP/1.1`];
  if (TLS_CODE.test(code)) return ['tls', `No TLS connection to ${host} could be made`];
  if (/before secure TLS connection/.test(message))
    return ['tls', `${host} ended the connection during the TLS handshake`];
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
      return ['reset', `The connection to ${host} ended before a status line`];
  }
}
