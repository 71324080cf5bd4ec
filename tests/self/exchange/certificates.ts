import net from 'node:net';
import forge from 'node-forge';
import { pemOf, rsaPair, type Pair } from '../auth/material.ts';

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

interface Wanted {
  readonly name: string;
  /** Whom it certifies: DNS names and IP addresses. */
  readonly hosts?: readonly string[];
  /** Default: itself. */
  readonly authority?: 'authority' | 'other authority' | undefined;
  readonly expired?: boolean;
  readonly early?: boolean;
}

let serial = 0;

/** A throw-away certificate; all authorities have a key pair of their own, all others share one. */
export function issue({ name, hosts = [], authority, expired = false, early = false }: Wanted): Issued {
  const isAuthority = name.endsWith('authority');
  const own = rsaPair(isAuthority ? name : 'leaf');
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(own.publicKey.export({ type: 'spki', format: 'pem' }).toString());
  certificate.serialNumber = (++serial).toString(16).padStart(4, '0');
  certificate.validity.notBefore = new Date(early ? '2099-01-01T00:00:00Z' : 0);
  certificate.validity.notAfter = new Date(expired ? '2001-01-01T00:00:00Z' : '2100-01-01T00:00:00Z');
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: authority ?? name }]);
  const altNames = hosts.map((host) => (net.isIP(host) ? { type: 7, ip: host } : { type: 2, value: host }));
  certificate.setExtensions([
    ...(isAuthority ? [{ name: 'basicConstraints', cA: true, critical: true }] : []),
    ...(altNames.length > 0 ? [{ name: 'subjectAltName', altNames }] : []),
  ]);
  const issuer: Pair = authority ? rsaPair(authority) : own;
  certificate.sign(forge.pki.privateKeyFromPem(pemOf(issuer.privateKey)), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key: pemOf(own.privateKey) };
}

/** What the authority of these tests is trusted by. */
export const authorityCertificate = () => issue({ name: 'authority' }).cert;

/** A server's certificate, signed by the authority of these tests. */
export const serverCertificate = (wanted: Partial<Wanted> = {}) =>
  issue({ name: 'server', hosts: ['127.0.0.1', 'target.example'], authority: 'authority', ...wanted });
