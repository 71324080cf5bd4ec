import { constants, createDecipheriv, createHash, privateDecrypt, X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { test, expect } from '@playwright/test';
import { createPayloadEncryption } from '../../../src/auth/payload-encryption.ts';
import { certificateOf, pemOf, rsaPair, temporaryFiles } from './material.ts';

const file = temporaryFiles();
const names = { certificatePath: 'V_ENCRYPTION_CERT' };
const body = { userid: 'c8b38606', cardNumber: '5555555555554444', name: 'Zoë', nested: [1, { a: null }] };

const certificate = () => file('recipient.pem', certificateOf(rsaPair('recipient')));
const create = (certificatePath: string, fingerprint?: string) =>
  createPayloadEncryption({ certificatePath, ...(fingerprint === undefined ? {} : { fingerprint }), names });

/** Opens an envelope with node:crypto alone. */
function decrypt(envelope: Record<string, string>): unknown {
  const { encryptedData = '', encryptedKey = '', iv = '' } = envelope;
  const key = privateDecrypt(
    { key: rsaPair('recipient').privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    Buffer.from(encryptedKey, 'hex'),
  );
  const cipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv, 'hex'));
  const text = Buffer.concat([cipher.update(encryptedData, 'hex'), cipher.final()]);
  return JSON.parse(text.toString('utf8'));
}

test('what is encrypted can be opened with the private key, and is the whole body', async () => {
  const given = structuredClone(body);
  const envelope = (await create(certificate()).encrypt(given, '/issuers/users')) as Record<string, string>;
  expect(Object.keys(envelope).sort()).toEqual(
    ['encryptedData', 'encryptedKey', 'iv', 'oaepHashingAlgorithm', 'publicKeyFingerprint'].sort(),
  );
  expect(envelope.iv).toMatch(/^[0-9a-f]{32}$/);
  expect(envelope.encryptedKey).toMatch(/^[0-9a-f]{512}$/);
  expect(envelope.oaepHashingAlgorithm).toBe('SHA256');
  expect(decrypt(envelope)).toEqual(body);
  expect(given).toEqual(body);
});

test('the fingerprint is the one given, else SHA-256 of the public key', async () => {
  const spki = rsaPair('recipient').publicKey.export({ type: 'spki', format: 'der' });
  const computed = createHash('sha256').update(spki).digest('hex');
  expect(await create(certificate()).encrypt(body, '/users')).toMatchObject({ publicKeyFingerprint: computed });
  expect(await create(certificate(), 'given').encrypt(body, '/users')).toMatchObject({ publicKeyFingerprint: 'given' });
});

test('each body has a key of its own', async () => {
  const encryption = create(certificate());
  const [one, two] = (await Promise.all([encryption.encrypt(body, '/a'), encryption.encrypt(body, '/a')])) as [
    Record<string, string>,
    Record<string, string>,
  ];
  expect(one.encryptedData).not.toBe(two.encryptedData);
  expect(one.iv).not.toBe(two.iv);
});

test('a DER certificate, an array, and an empty path are encrypted as well', async () => {
  const der = file('recipient.der', new X509Certificate(certificateOf(rsaPair('recipient'))).raw);
  expect(decrypt((await create(der).encrypt(['a', 'b'], '')) as Record<string, string>)).toEqual(['a', 'b']);
});

test('what would be sent in the clear is refused instead', async () => {
  await expect(create(certificate()).encrypt(null, '/a')).rejects.toThrow('only a JSON object or array');
});

test.describe('a certificate that cannot be used is refused with one sentence', () => {
  const sentences: Record<string, [() => string, string]> = {
    missing: [() => `${tmpdir()}/no-such.pem`, 'V_ENCRYPTION_CERT names a file which does not exist.'],
    'a private key': [
      () => file('private.pem', pemOf(rsaPair('recipient').privateKey)),
      'V_ENCRYPTION_CERT names a file with a PRIVATE KEY instead of a certificate.',
    ],
    'a public key': [
      () => file('public.pem', rsaPair('recipient').publicKey.export({ type: 'spki', format: 'pem' })),
      'V_ENCRYPTION_CERT names a file with a PUBLIC KEY instead of a certificate.',
    ],
    garbage: [
      () => file('garbage.pem', 'garbage'),
      'V_ENCRYPTION_CERT names a file that is not an X.509 certificate (PEM or DER).',
    ],
  };
  for (const [title, [path, sentence]] of Object.entries(sentences))
    test(title, () => {
      expect(() => create(path())).toThrow(sentence);
    });
});
