import { generateKeyPairSync, type KeyObject } from 'node:crypto';

const keys = new Map<number, KeyObject>();

/**
 * A key nobody knows, of the length of the right one, so that the signature is refused for what it is and not for its
 * size. Made when it is first needed and once per process: that takes a quarter of a second.
 */
export function foreignKey(own: KeyObject): KeyObject {
  const modulusLength = own.asymmetricKeyDetails?.modulusLength ?? 2048;
  const known = keys.get(modulusLength);
  if (known) return known;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  keys.set(modulusLength, privateKey);
  return privateKey;
}
