import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newMastercardCredentials, type MastercardCredentials } from '../../../src/sandbox/mastercard/credentials.ts';
import { certificateOf, pkcs12Of, rsaPair } from '../auth/material.ts';
import { authorityCertificate, serverCertificate, type Issued } from '../http/certificates.ts';
import type { Canary } from './secret-encodings.ts';

const KINDS = [
  'KNOT_SECRET',
  'KNOT_OTHER_SECRET',
  'KNOT_HEADERS',
  'userinfo of Knot',
  'query of Knot',
  'userinfo of Mastercard',
  'key password',
  'other key password',
  'client key password',
] as const;
type Kind = (typeof KINDS)[number];

/** What a run is given that must not come out of it, and what it is given it with. */
export interface Planted {
  readonly canaries: readonly Canary[];
  readonly texts: Readonly<Record<Kind, string>>;
  /** PEM of the keys that requests to Mastercard are signed with, of both issuers. */
  readonly signingKeys: readonly string[];
  readonly knot: Readonly<Record<string, string>>;
  readonly mastercard: Readonly<Record<string, string>>;
  /** Path of the certificate that Mastercard's target is trusted by. */
  readonly authority: string;
  /** The issuers that Mastercard's credentials are of. */
  readonly issuers: MastercardCredentials;
  readonly certificate: Issued;
  dispose(): Promise<void>;
}

/** Each spelling changes some of these; the digits between them are searched for by themselves too. */
const newText = (kind: string): string => `${kind}/${digits()}+"&<%\\=?@ ${digits()}`;
const digits = (): string => randomBytes(10).toString('hex');

/** Makes every secret again and writes the files that hold some of them to a folder of its own. */
export async function plant(): Promise<Planted> {
  const folder = await mkdtemp(join(tmpdir(), 'canaries-'));
  const texts = Object.fromEntries(KINDS.map((kind, at) => [kind, newText(String(at))])) as Record<Kind, string>;
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const [signing, other, client] = [rsaPair('signing'), rsaPair('other signing'), rsaPair('client')];
  const encrypted = { cipher: 'aes-256-cbc', passphrase: texts['client key password'] };
  const made = await newMastercardCredentials();
  const keystore = file('signing.p12', pkcs12Of(signing, texts['key password'], 'canary'));
  const otherKeystore = file('other-signing.p12', pkcs12Of(other, texts['other key password'], 'canary'));
  return {
    canaries: [
      ...Object.entries(texts).map(([name, text]) => ({ name, pieces: [text, ...digitsOf(text)].map(bytes) })),
      { name: 'signing key', pieces: piecesOf(signing.privateKey) },
      { name: 'other signing key', pieces: piecesOf(other.privateKey) },
      { name: 'client key', pieces: piecesOf(client.privateKey) },
    ],
    texts,
    signingKeys: [signing, other].map(({ privateKey }) => pem(privateKey)),
    knot: {
      KNOT_CLIENT_ID: 'canary',
      KNOT_SECRET: texts.KNOT_SECRET,
      KNOT_OTHER_CLIENT_ID: 'other-canary',
      KNOT_OTHER_SECRET: texts.KNOT_OTHER_SECRET,
      KNOT_HEADERS: `X-Gateway-Key: ${texts.KNOT_HEADERS}`,
    },
    authority: file('authority.pem', authorityCertificate()),
    mastercard: {
      MASTERCARD_CONSUMER_KEY: made.own.consumerKey,
      MASTERCARD_SIGNING_KEY: keystore,
      MASTERCARD_SIGNING_KEY_PASSWORD: texts['key password'],
      MASTERCARD_OTHER_CONSUMER_KEY: made.other.consumerKey,
      MASTERCARD_OTHER_SIGNING_KEY: otherKeystore,
      MASTERCARD_OTHER_SIGNING_KEY_PASSWORD: texts['other key password'],
      MASTERCARD_CLIENT_CERT: file('client.pem', certificateOf(client)),
      MASTERCARD_CLIENT_KEY: file(
        'client-key.pem',
        client.privateKey.export({ type: 'pkcs8', format: 'pem', ...encrypted }),
      ),
      MASTERCARD_CLIENT_KEY_PASSWORD: texts['client key password'],
    },
    issuers: {
      ...made,
      own: { ...made.own, publicKey: signing.publicKey },
      other: { ...made.other, publicKey: other.publicKey },
    },
    certificate: serverCertificate(),
    dispose: async () => {
      rmSync(folder, { recursive: true, force: true });
      await made.dispose();
    },
  };
}

const bytes = (text: string): Buffer => Buffer.from(text);
const digitsOf = (text: string): string[] => text.match(/[0-9a-f]{20}/g) ?? [];
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The numbers of the key, raw, and every whole line of its PEM. */
function piecesOf(key: KeyObject): Buffer[] {
  const { d = '', p = '', q = '' } = createPrivateKey(pem(key)).export({ format: 'jwk' });
  const lines = pem(key)
    .split('\n')
    .filter((line) => line.length === 64);
  return [...[d, p, q].map((number) => Buffer.from(number, 'base64url')), ...lines.map(bytes)];
}
