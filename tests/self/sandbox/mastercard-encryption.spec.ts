import { expect, test } from '@playwright/test';
// @ts-expect-error The package ships no types.
import clientEncryption from 'mastercard-client-encryption';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { decryptEnvelope } from '../../../src/sandbox/mastercard/encryption.ts';
import { newMastercardCredentials } from '../../../src/sandbox/mastercard/credentials.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { json } from './harness.ts';
import { card, disposeKeys, profile, startMastercard } from './mastercard-client.ts';

test.afterAll(disposeKeys);

/** Encrypts as the vendor's library does. */
function encrypt(sandbox: Sandbox, body: object): Record<string, string> {
  const library = clientEncryption as unknown as {
    FieldLevelEncryption: new (config: object) => {
      encrypt(endpoint: string, header: object, body: object): { body: Record<string, string> };
    };
  };
  const config = {
    paths: [{ path: '/users', toEncrypt: [{ element: '$', obj: '$' }], toDecrypt: [] }],
    oaepPaddingDigestAlgorithm: 'SHA-256',
    dataEncoding: 'hex',
    encryptionCertificate: sandbox.optional?.variables.MASTERCARD_ENCRYPTION_CERT,
    encryptedValueFieldName: 'encryptedData',
    encryptedKeyFieldName: 'encryptedKey',
    ivFieldName: 'iv',
    oaepHashingAlgorithmFieldName: 'oaepHashingAlgorithm',
    publicKeyFingerprintFieldName: 'publicKeyFingerprint',
    publicKeyFingerprintType: 'certificate',
  };
  return new library.FieldLevelEncryption(config).encrypt('/users', {}, body).body;
}

const good = profile(card(1, '534403'));

test("an enrolment encrypted by the vendor's library is deciphered, also where plain ones are refused", async () => {
  const { call, sandbox } = await startMastercard({ encryptedOnly: true });
  const envelope = encrypt(sandbox, good);
  expect(envelope.publicKeyFingerprint).toBe(sandbox.optional?.variables.MASTERCARD_ENCRYPTION_FINGERPRINT);
  const answer = await call('POST', '/issuers/users', JSON.stringify(envelope));
  expect([answer.status, json(answer)]).toMatchObject([200, { cardNumberLastFourDigits: good.cardNumber.slice(-4) }]);
  const plain = await call('POST', '/issuers/users', JSON.stringify(good));
  expect([plain.status, json(plain)]).toMatchObject([400, { Errors: { Error: [{ ReasonCode: 'CRYPTO_ERROR' }] } }]);
});

test('what cannot be deciphered is a CRYPTO_ERROR, what is too short a parameter error', async () => {
  const { call, sandbox } = await startMastercard();
  const envelope = encrypt(sandbox, good);
  for (const [fault, code] of [
    [{ encryptedKey: envelope.encryptedKey?.replace(/^../, (byte) => (byte === '00' ? '01' : '00')) }, 'CRYPTO_ERROR'],
    [{ encryptedKey: undefined }, 'CRYPTO_ERROR'],
    [{ iv: 'zz' }, 'CRYPTO_ERROR'],
    [{ oaepHashingAlgorithm: 'SHA512' }, 'CRYPTO_ERROR'],
    [{ oaepHashingAlgorithm: { toString: 1 } }, 'CRYPTO_ERROR'],
    [{ encryptedData: 'g'.repeat(200) }, 'CRYPTO_ERROR'],
    [{ encryptedData: 'ab' }, 'INVALID_REQUEST_PARAMETER'],
  ] as const) {
    const answer = await call('POST', '/issuers/users', JSON.stringify({ ...envelope, ...fault }));
    expect([answer.status, json(answer)]).toMatchObject([400, { Errors: { Error: [{ ReasonCode: code }] } }]);
  }
});

test('the plain text of an envelope is validated like any other', async () => {
  const { call, sandbox } = await startMastercard();
  const envelope = encrypt(sandbox, { ...good, cardBaseCurrency: 'x' });
  const answer = await call('POST', '/issuers/users', JSON.stringify(envelope));
  expect([answer.status, json(answer)]).toMatchObject([
    400,
    { Errors: { Error: [{ ReasonCode: 'INVALID_REQUEST_PARAMETER' }] } },
  ]);
});

test("a dashboard is encrypted where the client's key is known", async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const clientEncryptionKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const { user, dashboard } = await startMastercard({ clientEncryptionKey });
  const answer = json(await dashboard(await user(1))) as Record<string, unknown>;
  expect(answer.url).toBeUndefined();
  expect(decryptEnvelope(answer, pair.privateKey)?.value).toMatchObject({ expiryInMillis: '900000' });
});

test('the keys leave nothing behind', async () => {
  const credentials = await newMastercardCredentials();
  const folder = dirname(credentials.own.keystore.path);
  expect(existsSync(folder)).toBe(true);
  await credentials.dispose();
  await credentials.dispose();
  expect(existsSync(folder)).toBe(false);
});
