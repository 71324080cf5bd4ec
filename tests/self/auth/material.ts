import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import forge from 'node-forge';
import type { WireRequest } from '../../../src/http/types.ts';

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const pairs = new Map<string, Pair>();

/** An RSA key pair of this name, made once per worker. */
export function rsaPair(name: string): Pair {
  const pair = pairs.get(name) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
  pairs.set(name, pair);
  return pair;
}

/** A key as PEM in one of the forms it is found in. */
export const pemOf = (key: KeyObject, type: 'pkcs1' | 'pkcs8' = 'pkcs8') =>
  key.export({ type, format: 'pem' } as never).toString();

/** A self-signed certificate of an RSA pair, as PEM. */
export function certificateOf({ privateKey, publicKey }: Pair): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(0);
  certificate.validity.notAfter = new Date('2100-01-01T00:00:00Z');
  const subject = [{ name: 'commonName', value: 'self-test' }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(forge.pki.privateKeyFromPem(pemOf(privateKey)), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

/** A PKCS#12 file with one RSA key, or with a certificate alone. */
export function pkcs12Of(pair: Pair, password: string, alias?: string, content: 'key' | 'certificate' = 'key'): Buffer {
  const key = content === 'key' ? forge.pki.privateKeyFromPem(pemOf(pair.privateKey)) : null;
  const certificate = forge.pki.certificateFromPem(certificateOf(pair));
  const options = { algorithm: 'aes256' as const, count: 10, ...(alias === undefined ? {} : { friendlyName: alias }) };
  const structure = forge.pkcs12.toPkcs12Asn1(key, certificate, password, options);
  return Buffer.from(forge.asn1.toDer(structure).getBytes(), 'binary');
}

/** A folder for the tests of one file, removed when they are done; returns what writes a file into it. */
export function temporaryFiles(): (name: string, content: string | Buffer) => string {
  let folder: string | undefined;
  test.afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    folder = undefined;
  });
  return (name, content) => {
    folder ??= mkdtempSync(join(tmpdir(), 'auth-'));
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

export const post = (url: string, body = '["x"]'): WireRequest => ({
  method: 'POST',
  url,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(body),
});

/** The values of all lines of that name. */
export const lines = (request: WireRequest, name: string) =>
  request.headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

export const authorization = (request: WireRequest) => lines(request, 'authorization').join('\n');
