// @ts-expect-error The package ships no types.
import clientEncryption from 'mastercard-client-encryption';

/** What is used of the package. */
interface Library {
  FieldLevelEncryption: new (config: Readonly<Record<string, unknown>>) => {
    /** Writes into `body`. Where no configured path matches `endpoint`, the body comes back as it is. */
    encrypt(endpoint: string, headers: Record<string, string>, body: unknown): { body: unknown };
  };
}

/**
 * Encryption of whole bodies for one recipient. It is in a file of its own to be loaded when it is needed: the
 * package brings a cryptography library along.
 *
 * @param certificate PEM text
 * @param fingerprint default: SHA-256 of the public key (SPKI), in hex
 */
export function wholeBodyEncryption(certificate: string, fingerprint: string | undefined) {
  const { FieldLevelEncryption } = clientEncryption as Library;
  return new FieldLevelEncryption({
    paths: [{ path: '.*', toEncrypt: [{ element: '$', obj: '$' }], toDecrypt: [] }],
    encryptedValueFieldName: 'encryptedData',
    encryptedKeyFieldName: 'encryptedKey',
    ivFieldName: 'iv',
    oaepHashingAlgorithmFieldName: 'oaepHashingAlgorithm',
    publicKeyFingerprintFieldName: 'publicKeyFingerprint',
    publicKeyFingerprintType: 'publicKey',
    ...(fingerprint === undefined ? {} : { publicKeyFingerprint: fingerprint }),
    oaepPaddingDigestAlgorithm: 'SHA-256',
    dataEncoding: 'hex',
    useCertificateContent: true,
    encryptionCertificate: certificate,
  });
}
