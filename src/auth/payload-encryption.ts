import { X509Certificate } from 'node:crypto';
import { KeyError, readKeyFile } from './key-file.ts';

export interface PayloadEncryptionSource {
  /** Path of the recipient's X.509 certificate, PEM or DER. */
  readonly certificatePath: string;
  /** What the recipient knows its key by; default: SHA-256 of the public key (SPKI), in hex. */
  readonly fingerprint?: string;
  /** The environment variable the path came from, named when the certificate is wrong. */
  readonly names: { readonly certificatePath: string };
}

export interface PayloadEncryption {
  /** Encrypts a whole JSON body, which stays untouched, for the path it is sent to. */
  encrypt(body: unknown, path: string): Promise<unknown>;
}

/**
 * Field-level encryption of whole payloads: AES-CBC with a key of its own for each, that key under RSA-OAEP with
 * SHA-256, all in hex: `{encryptedData, encryptedKey, iv, oaepHashingAlgorithm, publicKeyFingerprint}`.
 * @throws KeyError with one sentence where the certificate cannot be used
 */
export function createPayloadEncryption(source: PayloadEncryptionSource): PayloadEncryption {
  const certificate = readCertificate(source);
  let encryption: ReturnType<typeof load> | undefined;
  return {
    async encrypt(body, path) {
      encryption ??= load(certificate.toString(), source.fingerprint);
      // The library writes into the body it is given, and leaves alone what is sent to an empty path.
      const envelope = (await encryption).encrypt(path || '/', {}, structuredClone(body)).body;
      if (!isEnvelope(envelope)) throw new TypeError('only a JSON object or array can be encrypted');
      return envelope;
    },
  };
}

async function load(certificate: string, fingerprint: string | undefined) {
  const { wholeBodyEncryption } = await import('./field-level-encryption.ts');
  return wholeBodyEncryption(certificate, fingerprint);
}

function readCertificate({ certificatePath, names }: PayloadEncryptionSource): X509Certificate {
  const content = readKeyFile(certificatePath, names.certificatePath);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(content);
  } catch {
    throw new KeyError(`${names.certificatePath} names a file ${insteadOfCertificate(content.toString('latin1'))}.`);
  }
  const type = certificate.publicKey.asymmetricKeyType;
  if (type === 'rsa') return certificate;
  throw new KeyError(`${names.certificatePath} names a certificate with a key of type ${type}; RSA is needed.`);
}

function insteadOfCertificate(text: string): string {
  const [, label] = /-----BEGIN ([^-]+)-----/.exec(text) ?? [];
  if (label === undefined || label === 'CERTIFICATE') return 'that is not an X.509 certificate (PEM or DER)';
  return `with a ${label} instead of a certificate`;
}

function isEnvelope(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'encryptedData' in value;
}
