import { generateKeyPair, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An issuer's credentials, made at run time. */
export interface IssuerKeys {
  readonly consumerKey: string;
  readonly publicKey: string;
  /** Path of the private key, PEM. */
  readonly file: string;
}

let made: Promise<{ folder: string; issuers: readonly [IssuerKeys, IssuerKeys] }> | undefined;

/** The keys of two issuers. Making them takes longer than judging with them; a process needs them once. */
export async function issuerKeys(): Promise<readonly [IssuerKeys, IssuerKeys]> {
  made ??= makeKeys();
  return (await made).issuers;
}

/** Removes the key files that this process has made. */
export async function removeIssuerKeys(): Promise<void> {
  if (made) await rm((await made).folder, { recursive: true, force: true });
  made = undefined;
}

async function makeKeys() {
  const folder = await mkdtemp(join(tmpdir(), 'issuer-keys-'));
  return { folder, issuers: [await issuer(folder, 'own'), await issuer(folder, 'other')] as const };
}

async function issuer(folder: string, name: string): Promise<IssuerKeys> {
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const file = join(folder, `${name}.pem`);
  await writeFile(file, pair.privateKey, { mode: 0o600 });
  const consumerKey = `${randomBytes(24).toString('hex')}!${randomBytes(16).toString('hex')}`;
  return { consumerKey, publicKey: pair.publicKey, file };
}
