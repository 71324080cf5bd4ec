import { createPrivateKey, type KeyObject } from 'node:crypto';
import { KeyError, readKeyFile, type SigningKeySource } from './key-file.ts';
import { keyOfPkcs12 } from './pkcs12.ts';

export { KeyError, type SigningKeySource } from './key-file.ts';

const PRIVATE_KEY = /-----BEGIN ((?:[A-Z]+ )*PRIVATE KEY)-----[\s\S]+?-----END \1-----/;

/**
 * Loads the RSA private key that signs requests.
 * @returns unencrypted PKCS#8 PEM
 * @throws KeyError with one sentence that states what is wrong with which variable
 */
export function loadSigningKey(source: SigningKeySource): string {
  const content = readKeyFile(source.path, source.names.path);
  const text = content.toString('latin1');
  const key = text.includes('-----BEGIN ') ? keyOfPem(text, source) : keyOfPkcs12(content, source);
  if (key.asymmetricKeyType !== 'rsa')
    throw new KeyError(
      `${source.names.path} names a key of type ${key.asymmetricKeyType ?? 'unknown'}; the signature needs an RSA key.`,
    );
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function keyOfPem(text: string, { password, names }: SigningKeySource): KeyObject {
  const [block, label] = PRIVATE_KEY.exec(text) ?? [];
  if (block === undefined) throw new KeyError(`${names.path} names a PEM file ${insteadOfKey(text)}.`);
  const isEncrypted = label === 'ENCRYPTED PRIVATE KEY' || block.includes('Proc-Type: 4,ENCRYPTED');
  if (isEncrypted && password === undefined)
    throw new KeyError(`${names.path} names an encrypted key: set ${names.password} to its password.`);
  try {
    return createPrivateKey({ key: block, ...(isEncrypted ? { passphrase: password } : {}) });
  } catch {
    throw new KeyError(
      isEncrypted
        ? `${names.password} does not open the encrypted key that ${names.path} names.`
        : `${names.path} names a PEM file whose ${label} cannot be read; PKCS#8 or PKCS#1 is needed.`,
    );
  }
}

function insteadOfKey(text: string): string {
  const [, label = 'block that is cut off'] = /-----BEGIN ([^-]+)-----/.exec(text) ?? [];
  if (label === 'CERTIFICATE') return 'with a certificate instead of a private key';
  if (label.endsWith('PRIVATE KEY')) return `whose ${label} is cut off`;
  return `with a ${label} and no private key`;
}
