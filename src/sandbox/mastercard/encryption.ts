import { constants, createCipheriv, createDecipheriv, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parseJson } from '../body.ts';

/**
 * Mastercard's field-level encryption of a whole payload: an AES key wrapped with RSA-OAEP (SHA-256), the payload in
 * AES-CBC, all in hex.
 */
export type Envelope = Readonly<Record<'encryptedData' | 'encryptedKey' | 'iv' | 'oaepHashingAlgorithm', string>>;

/** The payload of an envelope, parsed; undefined where it cannot be deciphered. */
export function decryptEnvelope(
  envelope: Readonly<Record<string, unknown>>,
  privateKey: KeyObject,
): { readonly value: unknown } | undefined {
  const { encryptedData, encryptedKey, iv, oaepHashingAlgorithm = 'SHA256' } = envelope;
  // A text only: turning another value into one may throw.
  if (typeof oaepHashingAlgorithm !== 'string' || !/^SHA-?256$/i.test(oaepHashingAlgorithm)) return undefined;
  try {
    const key = privateDecrypt({ key: privateKey, ...OAEP }, fromHex(encryptedKey));
    const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, fromHex(iv));
    return parseJson(Buffer.concat([decipher.update(fromHex(encryptedData)), decipher.final()]));
  } catch {
    return undefined;
  }
}

/** A value in an envelope that the holder of the private key can open. */
export function encryptEnvelope(value: unknown, publicKey: KeyObject): Envelope {
  const [key, iv] = [randomBytes(16), randomBytes(16)];
  const cipher = createCipheriv('aes-128-cbc', key, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return {
    encryptedData: data.toString('hex'),
    encryptedKey: publicEncrypt({ key: publicKey, ...OAEP }, key).toString('hex'),
    iv: iv.toString('hex'),
    oaepHashingAlgorithm: 'SHA256',
  };
}

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

/** @throws TypeError where it is not hex; `Buffer.from` would stop silently. */
function fromHex(text: unknown): Buffer {
  if (typeof text !== 'string' || !/^(?:[0-9a-f]{2})+$/i.test(text)) throw new TypeError('not hex');
  return Buffer.from(text, 'hex');
}
