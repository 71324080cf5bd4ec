import type { TlsMessageContext } from './tls-options.ts';

/** Where Node gives the failure no code but EPROTO, OpenSSL's words are in its message. */
const TLS_CODE =
  /^(err tls|err ssl|eproto|cert |depth zero|self signed|unable to|hostname mismatch|invalid ca|crl |path length|invalid purpose)/;

/** What is reported of a server that does not speak HTTP/1.1, after its name. */
export const HTTP2_ONLY =
  'speaks HTTP/2 only: this client speaks HTTP/1.1, so let the server, or a gateway before it, offer that as well';

/**
 * The sentence for a failure of TLS: what is wrong and what to do, without its full stop; undefined where it is not one.
 * It holds nothing of the server's certificate: that is text of a stranger.
 */
export function describeTlsError(
  error: Error,
  code: string,
  host: string,
  messageContext: TlsMessageContext,
): string | undefined {
  const { names, presented } = messageContext;
  // "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" and "…:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:…"
  const text = `${code} ${error.message}`.toLowerCase().replace(/[_-]/g, ' ');
  const clientCertificate = presented
    ? `it may not accept the client certificate that ${names.cert} names`
    : `it may require a client certificate: set ${names.cert} and ${names.key}`;
  const matches = (pattern: RegExp) => pattern.test(text);

  if (/before secure TLS connection/.test(error.message))
    return `${host} ended the connection during the TLS handshake: ${clientCertificate}`;
  if (!TLS_CODE.test(text)) return undefined;
  if (matches(/wrong version number|packet length too long|http request/))
    return `${host} does not speak TLS on this port: if it serves plain HTTP there, the URL begins with http://`;
  if (matches(/^depth zero self signed/))
    return `The certificate of ${host} is self-signed: if it is the expected one, set ${names.ca} to it`;
  if (matches(/no application protocol/)) return `${host} ${HTTP2_ONLY}`;
  if (matches(/^unable to verify leaf/))
    return (
      `The certificate of ${host} is signed by an unknown authority, and the server sends no certificate besides it: ` +
      `it must send the intermediate ones as well, or, if that authority is your own, ${names.ca} can name the one to trust`
    );
  if (matches(/^(unable to get issuer|self signed cert in chain|cert untrusted)/))
    return (
      `The certificate of ${host} is signed by an unknown authority, or the server leaves out an intermediate ` +
      `certificate: ${names.ca} can name the one to trust`
    );
  if (matches(/^cert has expired/))
    return `The certificate of ${host}, or of an authority above it, has expired: it must be renewed`;
  if (matches(/^cert not yet valid/))
    return `The certificate of ${host} is not valid yet: the clock of this machine may be wrong`;
  if (matches(/^(err tls cert altname|hostname mismatch)/))
    return `The certificate of ${host} was issued for other names: use one of its names, or have it reissued`;
  if (matches(/alert certificate required/)) return `${host} refused the TLS handshake: ${wanted(messageContext)}`;
  if (matches(/alert (unknown ca|(bad|unsupported) certificate|certificate (expired|revoked|unknown)|access denied)/))
    return `${host} refused the TLS handshake: ${clientCertificate}`;
  if (matches(/alert handshake failure/))
    return `${host} refused the TLS handshake: ${clientCertificate}, or it shares no cipher with this client`;
  if (matches(/protocol version|unsupported protocol|no protocols available/))
    return `${host} and this client have no TLS version in common: it must offer TLS 1.2 or 1.3`;
  return `No TLS connection to ${host} could be established`;
}

function wanted({ names, presented }: TlsMessageContext): string {
  return presented
    ? `it wants a client certificate of another authority than the one that ${names.cert} names`
    : `it requires a client certificate: set ${names.cert} and ${names.key}`;
}
