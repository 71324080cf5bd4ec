import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { KeyError, type SigningKeySource } from './key-file.ts';

const { asn1, pkcs12, pki } = forge;

/**
 * The private key of a PKCS#12 file (RFC 7292), of any type; node:crypto cannot read one.
 * @throws KeyError where the file, its password or the alias is wrong, or no alias chooses between several keys
 */
export function keyOfPkcs12(content: Buffer, source: SigningKeySource): KeyObject {
  const { password, alias } = source;
  const print = createHash('sha256')
    .update(content)
    .update(JSON.stringify([password, alias]))
    .digest('hex');
  const key = opened.get(print) ?? openedKey(content, source);
  opened.set(print, key);
  return key;
}

/** A run reads its configuration more than once, and passwords are derived slowly on purpose. */
const opened = new Map<string, KeyObject>();

function openedKey(content: Buffer, source: SigningKeySource): KeyObject {
  const store = open(content, source);
  const bags = [pki.oids.pkcs8ShroudedKeyBag, pki.oids.keyBag].flatMap((type = '') =>
    Object.values(store.getBags({ bagType: type })).flatMap((found) => found ?? []),
  );
  return keyOf(choose(bags, source), source);
}

function open(content: Buffer, { password = '', names }: SigningKeySource): forge.pkcs12.Pkcs12Pfx {
  const structure = parse(content, names.path);
  try {
    return pkcs12.pkcs12FromAsn1(structure, password);
  } catch (error) {
    const store = /[^\0-\x7f]/.test(password) ? openInUtf8(structure, password) : undefined;
    if (store) return store;
    const message = error instanceof Error ? error.message : '';
    if (message.includes('is not an PKCS#12 PFX')) throw notAKeyFile(names.path);
    if (/support/i.test(message))
      throw new KeyError(`${names.path} names a PKCS#12 file encrypted in a way not supported here; PEM will do.`);
    throw new KeyError(
      password === ''
        ? `${names.path} names a PKCS#12 file with a password: set ${names.password}.`
        : `${names.password} does not open the PKCS#12 file that ${names.path} names.`,
    );
  }
}

/**
 * Newer files take the password in UTF-8 for encryption and in UTF-16 for the MAC; node-forge knows one password. The
 * MAC is left out then: a wrong password still decrypts to nothing that is a key.
 */
function openInUtf8(structure: forge.asn1.Asn1, password: string): forge.pkcs12.Pkcs12Pfx | undefined {
  try {
    const withoutMac = { ...structure, value: structure.value.slice(0, 2) as forge.asn1.Asn1[] };
    return pkcs12.pkcs12FromAsn1(withoutMac, Buffer.from(password, 'utf8').toString('latin1'));
  } catch {
    return undefined;
  }
}

function parse(content: Buffer, variable: string): forge.asn1.Asn1 {
  try {
    return asn1.fromDer(content.toString('binary'));
  } catch {
    throw notAKeyFile(variable);
  }
}

function notAKeyFile(variable: string): KeyError {
  return new KeyError(`${variable} names a file that is neither PKCS#12 (.p12, .pfx) nor PEM.`);
}

function choose(bags: readonly forge.pkcs12.Bag[], { alias, names }: SigningKeySource): forge.pkcs12.Bag {
  const aliases = bags.map((bag) => aliasOf(bag) ?? '(none)').join(', ');
  const [first, ...more] = bags;
  if (!first) throw new KeyError(`${names.path} names a PKCS#12 file with no private key inside.`);
  if (alias === undefined) {
    if (more.length === 0) return first;
    throw new KeyError(
      `${names.path} names a PKCS#12 file with several keys: set ${names.alias} to one of ${aliases}.`,
    );
  }
  const chosen = bags.find((bag) => aliasOf(bag)?.toLowerCase() === alias.toLowerCase());
  if (chosen) return chosen;
  throw new KeyError(
    `${names.alias} is not an alias of the PKCS#12 file that ${names.path} names; its aliases are: ${aliases}.`,
  );
}

/** The alias of a bag is its friendlyName (RFC 2985, 5.5.1). */
function aliasOf(bag: forge.pkcs12.Bag): string | undefined {
  const attributes = bag.attributes as { friendlyName?: string[] } | undefined;
  return attributes?.friendlyName?.[0];
}

function keyOf(bag: forge.pkcs12.Bag, { names }: SigningKeySource): KeyObject {
  try {
    if (bag.key) return createPrivateKey(pki.privateKeyToPem(bag.key));
    // node-forge reads RSA only; node:crypto can at least state what else it is.
    const der = Buffer.from(asn1.toDer(bag.asn1).getBytes(), 'binary');
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    throw new KeyError(`${names.path} names a PKCS#12 file whose private key cannot be read.`);
  }
}
