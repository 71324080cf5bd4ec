import { generateKeyPairSync, verify, createSign, createPrivateKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test, expect } from '@playwright/test';
import forge from 'node-forge';
import { KeyError, loadSigningKey } from '../../../src/auth/signing-key.ts';
import { certificateOf, pemOf, pkcs12Of, rsaPair, temporaryFiles } from './material.ts';

const file = temporaryFiles();
const names = { path: 'V_SIGNING_KEY', password: 'V_SIGNING_KEY_PASSWORD', alias: 'V_SIGNING_KEY_ALIAS' };
const own = () => rsaPair('own');

type Choice = { password?: string; alias?: string };
const load = (path: string, choice: Choice = {}) => loadSigningKey({ path, ...choice, names });

/** The sentence with which a file is refused. */
function refusal(path: string, choice: Choice = {}): string {
  try {
    load(path, choice);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyError);
    const { message } = error as KeyError;
    expect(message).toMatch(/^V_SIGNING_KEY[^\n]*\.$/);
    expect(message).not.toContain(path);
    return message;
  }
  throw new Error('it was accepted');
}

/** Several keys in one PKCS#12 file: the safe contents of several files in one. */
function pkcs12OfTwo(): Buffer {
  const bags = (content: Buffer) => forge.asn1.fromDer(content.toString('binary'));
  const safe = (content: Buffer) => {
    const [, authSafe] = bags(content).value as forge.asn1.Asn1[];
    const [, explicit] = authSafe?.value as forge.asn1.Asn1[];
    const octets = (explicit?.value as forge.asn1.Asn1[])[0]?.value as string;
    return forge.asn1.fromDer(octets).value as forge.asn1.Asn1[];
  };
  const { asn1, pki } = forge;
  const { Class, Type, create } = asn1;
  const contents = [...safe(pkcs12Of(own(), 'pass', 'first')), ...safe(pkcs12Of(rsaPair('other'), 'pass', 'second'))];
  const octets = asn1.toDer(create(Class.UNIVERSAL, Type.SEQUENCE, true, contents)).getBytes();
  const version = create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(3).getBytes());
  const type = create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(pki.oids.data ?? '').getBytes());
  const data = create(Class.CONTEXT_SPECIFIC, Type.NONE, true, [
    create(Class.UNIVERSAL, Type.OCTETSTRING, false, octets),
  ]);
  const authSafe = create(Class.UNIVERSAL, Type.SEQUENCE, true, [type, data]);
  const structure = create(Class.UNIVERSAL, Type.SEQUENCE, true, [version, authSafe]);
  return Buffer.from(asn1.toDer(structure).getBytes(), 'binary');
}

test.describe('is loaded', () => {
  test('from PKCS#12, with and without an alias, whose case does not matter', () => {
    const path = file('key.p12', pkcs12Of(own(), 'keystorepassword', 'keyalias'));
    const expected = pemOf(own().privateKey);
    expect(load(path, { password: 'keystorepassword' })).toBe(expected);
    expect(load(path, { password: 'keystorepassword', alias: 'KeyAlias' })).toBe(expected);
  });

  test('from PKCS#12 with several keys, by its alias', () => {
    const path = file('two.p12', pkcs12OfTwo());
    expect(load(path, { password: 'pass', alias: 'first' })).toBe(pemOf(own().privateKey));
    expect(load(path, { password: 'pass', alias: 'second' })).toBe(pemOf(rsaPair('other').privateKey));
  });

  test('from PKCS#12 with an empty password', () => {
    expect(load(file('empty-password.p12', pkcs12Of(own(), '')))).toBe(pemOf(own().privateKey));
  });

  test('from PKCS#12 whose password was taken in UTF-8', () => {
    const inUtf8 = Buffer.from('pässwort', 'utf8').toString('latin1');
    const path = file('utf8.p12', pkcs12Of(own(), inUtf8, 'keyalias'));
    expect(load(path, { password: 'pässwort' })).toBe(pemOf(own().privateKey));
  });

  for (const type of ['pkcs1', 'pkcs8'] as const)
    test(`from PEM (${type}), text around it included`, () => {
      const text = `Bag Attributes\n    friendlyName: key\n${certificateOf(own())}${pemOf(own().privateKey, type)}`;
      expect(load(file(`${type}.pem`, text))).toBe(pemOf(own().privateKey));
    });

  for (const type of ['pkcs1', 'pkcs8'] as const)
    test(`from encrypted PEM (${type})`, () => {
      const options = { type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' } as const;
      const path = file(`${type}-encrypted.pem`, own().privateKey.export(options));
      expect(load(path, { password: 'open' })).toBe(pemOf(own().privateKey));
    });

  test('and signs', () => {
    const pem = load(file('sign.pem', pemOf(own().privateKey)));
    const signature = createSign('sha256').update('text').sign(createPrivateKey(pem));
    expect(verify('sha256', Buffer.from('text'), own().publicKey, signature)).toBe(true);
  });
});

test.describe('is refused with one sentence', () => {
  const p12 = () => file('refused.p12', pkcs12Of(own(), 'right', 'keyalias'));
  const encrypted = () =>
    file(
      'refused-encrypted.pem',
      own().privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }),
    );
  const elliptic = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

  const sentences: Record<string, [() => string, string]> = {
    'a file that does not exist': [
      () => refusal(`${tmpdir()}/no-such-key.p12`),
      'V_SIGNING_KEY names a file which does not exist.',
    ],
    'a folder': [() => refusal(tmpdir()), 'V_SIGNING_KEY names a file which is a folder.'],
    'an empty file': [() => refusal(file('empty.p12', '')), 'V_SIGNING_KEY names a file which is empty.'],
    'a file of another kind': [
      () => refusal(file('zip.p12', 'PK\u0003\u0004')),
      'V_SIGNING_KEY names a file that is neither PKCS#12 (.p12, .pfx) nor PEM.',
    ],
    'DER that is no PKCS#12': [
      () => refusal(file('key.der', own().privateKey.export({ type: 'pkcs8', format: 'der' }))),
      'V_SIGNING_KEY names a file that is neither PKCS#12 (.p12, .pfx) nor PEM.',
    ],
    'a wrong password': [
      () => refusal(p12(), { password: 'wrong' }),
      'V_SIGNING_KEY_PASSWORD does not open the PKCS#12 file that V_SIGNING_KEY names.',
    ],
    'no password': [
      () => refusal(p12()),
      'V_SIGNING_KEY names a PKCS#12 file with a password: set V_SIGNING_KEY_PASSWORD.',
    ],
    'an unknown alias': [
      () => refusal(p12(), { password: 'right', alias: 'other' }),
      'V_SIGNING_KEY_ALIAS is not an alias of the PKCS#12 file that V_SIGNING_KEY names; its aliases are: keyalias.',
    ],
    'several keys and no alias': [
      () => refusal(file('several.p12', pkcs12OfTwo()), { password: 'pass' }),
      'V_SIGNING_KEY names a PKCS#12 file with several keys: set V_SIGNING_KEY_ALIAS to one of first, second.',
    ],
    'PKCS#12 without a key': [
      () =>
        refusal(file('certificate.p12', pkcs12Of(own(), 'right', 'keyalias', 'certificate')), { password: 'right' }),
      'V_SIGNING_KEY names a PKCS#12 file with no private key inside.',
    ],
    'a certificate': [
      () => refusal(file('certificate.pem', certificateOf(own()))),
      'V_SIGNING_KEY names a PEM file with a certificate instead of a private key.',
    ],
    'a public key': [
      () => refusal(file('public.pem', own().publicKey.export({ type: 'spki', format: 'pem' }))),
      'V_SIGNING_KEY names a PEM file with a PUBLIC KEY and no private key.',
    ],
    'encrypted PEM without a password': [
      () => refusal(encrypted()),
      'V_SIGNING_KEY names an encrypted key: set V_SIGNING_KEY_PASSWORD to its password.',
    ],
    'encrypted PEM with a wrong password': [
      () => refusal(encrypted(), { password: 'wrong' }),
      'V_SIGNING_KEY_PASSWORD does not open the encrypted key that V_SIGNING_KEY names.',
    ],
    'PEM that was cut off': [
      () => refusal(file('cut.pem', pemOf(own().privateKey).slice(0, 400))),
      'V_SIGNING_KEY names a PEM file whose PRIVATE KEY is cut off.',
    ],
    'PEM that is garbled': [
      () => refusal(file('garbled.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')),
      'V_SIGNING_KEY names a PEM file whose PRIVATE KEY cannot be read; PKCS#8 or PKCS#1 is needed.',
    ],
    'a key that is not RSA': [
      () => refusal(file('ec.pem', pemOf(elliptic().privateKey))),
      'V_SIGNING_KEY names a key of type ec; the signature needs an RSA key.',
    ],
  };

  for (const [title, [run, sentence]] of Object.entries(sentences))
    test(title, () => {
      expect(run()).toBe(sentence);
    });
});
