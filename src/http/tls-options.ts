import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** What TLS connections need beyond Node's own: PEM texts. */
export interface TlsOptions {
  /** Certificates of authorities to trust besides those that Node trusts. */
  readonly ca?: string;
  /** The client certificate, the certificates between it and its authority after it. Needs `key`. */
  readonly cert?: string;
  readonly key?: string;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/** The variables that operators know the material by. */
export interface TlsNames {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly passphrase: string;
}

/** What a TLS failure is put into words with. */
export interface TlsMessageContext {
  readonly names: TlsNames;
  /** Whether a client certificate was there to be presented. */
  readonly presented: boolean;
}

/** What connections to one party are made with, and how their failures are described. */
export interface TlsTrust {
  readonly connection: Pick<tls.ConnectionOptions, 'rejectUnauthorized' | 'secureContext'>;
  readonly messageContext: TlsMessageContext;
}

/** Which authorities to trust, and what to present, at either end of a tunnel. */
export interface ConnectionTrust {
  readonly target: TlsTrust;
  readonly proxy: TlsTrust;
}

/** @param prefix of the vendor's variables; the default is how the documentation writes it. */
export function tlsNames(prefix = '<V>_'): TlsNames {
  return {
    ca: `${prefix}CA_CERT`,
    cert: `${prefix}CLIENT_CERT`,
    key: `${prefix}CLIENT_KEY`,
    passphrase: `${prefix}CLIENT_KEY_PASSWORD`,
  };
}

/**
 * Reads TLS material once, so that a mistake in it shows before the first request. A client certificate is presented to
 * the target alone, never to a proxy. Certificates are always verified, whatever NODE_TLS_REJECT_UNAUTHORIZED is set to.
 * @throws Error with a sentence that names the variable and never repeats its value.
 */
export function readTrust(material: TlsOptions, names: TlsNames): ConnectionTrust {
  const { ca, cert, key } = material;
  if (ca !== undefined) readCertificates(ca, names.ca);
  const trusted = ca === undefined ? {} : { ca: [...nodesAuthorities(), ca] };
  const proxy = trustOf(trusted, names);
  if (cert === undefined && key === undefined) return { proxy, target: proxy };
  if (cert === undefined) throw new Error(`${names.key} is set without ${names.cert}: set both or neither.`);
  if (key === undefined) throw new Error(`${names.cert} is set without ${names.key}: set both or neither.`);
  const [own] = readCertificates(cert, names.cert);
  const privateKey = readKey(key, material.passphrase, names);
  if (!own?.checkPrivateKey(privateKey))
    throw new Error(`The key that ${names.key} names does not belong to the first certificate of ${names.cert}.`);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return { proxy, target: trustOf({ ...trusted, cert, key: pem }, names) };
}

/** Without material, Node's own context serves; making one reads all of its authorities. */
function trustOf(material: tls.SecureContextOptions, names: TlsNames): TlsTrust {
  const own = Object.keys(material).length > 0;
  return {
    connection: { rejectUnauthorized: true, ...(own ? { secureContext: tls.createSecureContext(material) } : {}) },
    messageContext: { names, presented: material.cert !== undefined },
  };
}

/** Node takes a text without any certificate for an empty list and reports nothing. */
function readCertificates(text: string, variable: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0)
    throw new Error(`What ${variable} names holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).`);
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw new Error(`What ${variable} names holds a certificate that cannot be read: export it again as PEM.`);
  }
}

function readKey(key: string, passphrase: string | undefined, names: TlsNames): KeyObject {
  try {
    return createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    const encrypted = /ENCRYPTED/.test(key);
    if (encrypted && passphrase === undefined)
      throw new Error(`The key that ${names.key} names is encrypted: set ${names.passphrase}.`);
    if (encrypted) throw new Error(`${names.passphrase} does not open the key that ${names.key} names.`);
    throw new Error(`What ${names.key} names is not a private key in PEM form.`);
  }
}

/**
 * What Node trusts by itself: naming any authority replaces all of these. Node 22 lists them; before, the operator's
 * NODE_EXTRA_CA_CERTS has to be read once more, for a proxy that opens TLS is often trusted by it.
 */
function nodesAuthorities(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  if (getCACertificates) return getCACertificates('default');
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  try {
    return extra === undefined || extra === ''
      ? tls.rootCertificates
      : [...tls.rootCertificates, readFileSync(extra, 'utf8')];
  } catch {
    // Node itself has warned of a file that it cannot read.
    return tls.rootCertificates;
  }
}
