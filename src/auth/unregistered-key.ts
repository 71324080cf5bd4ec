import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** By length in bits; undefined while one is being made. */
const keys = new Map<number, KeyObject | undefined>();

/** Begins to make the {@link unregisteredKey} while other things are done: that takes a quarter of a second. */
export function prepareUnregisteredKey(own: KeyObject): void {
  const length = lengthOf(own);
  if (keys.has(length)) return;
  keys.set(length, undefined);
  // Without one, its first user makes it.
  generateKeyPair('rsa', { modulusLength: length }, (error: Error | null, _, key) => {
    if (!error && !keys.get(length)) keys.set(length, key);
  });
}

/**
 * A key nobody knows, of the length of the right one, so that the signature is refused for what it is and not for its
 * size. The same one for the whole process.
 */
export function unregisteredKey(own: KeyObject): KeyObject {
  const length = lengthOf(own);
  const key = keys.get(length) ?? generateKeyPairSync('rsa', { modulusLength: length }).privateKey;
  keys.set(length, key);
  return key;
}

const lengthOf = ({ asymmetricKeyDetails }: KeyObject): number => asymmetricKeyDetails?.modulusLength ?? 2048;
