import { createPrivateKey, createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCertifiedKey, toPkcs12 } from './certificates.ts';
import type { CertifiedKey } from './certificates.ts';

/** What one issuer signs with, and what proves it. */
export interface IssuerCredentials {
  /** `<clientId>!<keyId>` */
  readonly consumerKey: string;
  readonly publicKey: KeyObject;
  /** The PKCS#12 file to sign with. */
  readonly keystore: { readonly path: string; readonly password: string; readonly alias: string };
}

/** Throw-away keys of a sandbox. They live in a folder of their own until `dispose`. */
export interface MastercardCredentials {
  readonly own: IssuerCredentials;
  readonly other: IssuerCredentials;
  /** What enrolments are encrypted for. */
  readonly encryption: {
    readonly privateKey: KeyObject;
    readonly certificatePath: string;
    readonly fingerprint: string;
  };
  dispose(): Promise<void>;
}

/**
 * Makes keys and writes them to a new temporary folder, which also goes when the process ends of itself.
 * @param modulusLength bits of the RSA keys; short ones sign several times faster
 */
export async function newMastercardCredentials(modulusLength?: number): Promise<MastercardCredentials> {
  const folder = await mkdtemp(join(tmpdir(), 'deletion-sandbox-'));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  const dispose = async () => {
    process.off('exit', removeNow);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [own, other, encryption] = await Promise.all([
      newCertifiedKey('Sandbox issuer', modulusLength),
      newCertifiedKey('Sandbox other issuer', modulusLength),
      newCertifiedKey('Sandbox payload encryption', modulusLength),
    ]);
    const certificatePath = join(folder, 'encryption.pem');
    await writeFile(certificatePath, encryption.certificate);
    return {
      own: await issuerCredentials(own, join(folder, 'issuer.p12')),
      other: await issuerCredentials(other, join(folder, 'other-issuer.p12')),
      encryption: {
        privateKey: createPrivateKey(encryption.privateKey),
        certificatePath,
        fingerprint: fingerprintOf(encryption.certificate),
      },
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function issuerCredentials(key: CertifiedKey, path: string): Promise<IssuerCredentials> {
  const keystore = { path, password: randomBytes(16).toString('hex'), alias: 'keyalias' };
  await writeFile(path, toPkcs12(key, keystore.password, keystore.alias), { mode: 0o600 });
  const consumerKey = `${randomBytes(36).toString('base64url')}!${randomBytes(24).toString('hex')}`;
  return { consumerKey, publicKey: createPublicKey(key.certificate), keystore };
}

/** SHA-256 of the certificate, hex: what `publicKeyFingerprint` of an envelope names. */
function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
}
