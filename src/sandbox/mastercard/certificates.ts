import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

const generate = promisify(generateKeyPair);

/** An RSA key pair with a certificate that it signed itself, PEM. */
export interface CertifiedKey {
  readonly privateKey: string;
  readonly certificate: string;
}

/** Makes one: RSA, SHA-256, valid for a year from yesterday. */
export async function newCertifiedKey(commonName: string, modulusLength = 2048): Promise<CertifiedKey> {
  const { privateKey, publicKey } = await generate('rsa', {
    modulusLength,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  const day = 86_400_000;
  certificate.validity.notBefore = new Date(Date.now() - day);
  certificate.validity.notAfter = new Date(Date.now() + 365 * day);
  const name = [{ name: 'commonName', value: commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return { privateKey, certificate: forge.pki.certificateToPem(certificate) };
}

/** The key and its certificate as PKCS#12 (RFC 7292). */
export function toPkcs12({ privateKey, certificate }: CertifiedKey, password: string, alias: string): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKey),
    [forge.pki.certificateFromPem(certificate)],
    password,
    // The one cipher that every reader of PKCS#12 knows; many iterations would only slow down what guards no secret.
    { friendlyName: alias, algorithm: '3des', count: 100 },
  );
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}
