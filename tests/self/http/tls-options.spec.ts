import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test, expect } from '@playwright/test';
import { nodeTransport } from '../../../src/http/node-transport.ts';
import type { TlsOptions } from '../../../src/http/tls-options.ts';
import { pemOf, rsaPair, temporaryFiles } from '../auth/material.ts';
import { SLOW } from '../part.ts';
import { authorityCertificate, issue } from './certificates.ts';
import { sendWith, withTlsServer } from './secure-servers.ts';
import { LIMITS } from './servers.ts';

const write = temporaryFiles();

const client = () => issue({ name: 'client', authority: 'authority' });
const encrypted = (passphrase: string) =>
  rsaPair('leaf').privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();

const use = (tls: TlsOptions) => () => nodeTransport({ tls, prefix: 'SOME_' });

const mistakes: Record<string, [material: () => TlsOptions, sentence: string]> = {
  'an authority that is no PEM': [() => ({ ca: 'hush' }), 'What SOME_CA_CERT names holds no certificate in PEM form'],
  'an authority that cannot be read': [
    () => ({ ca: '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----' }),
    'What SOME_CA_CERT names holds a certificate that cannot be read',
  ],
  'a key for an authority': [() => ({ ca: client().key }), 'What SOME_CA_CERT names holds no certificate'],
  'a certificate without its key': [
    () => ({ cert: client().cert }),
    'SOME_CLIENT_CERT is set without SOME_CLIENT_KEY: set both or neither.',
  ],
  'a key without its certificate': [
    () => ({ key: client().key }),
    'SOME_CLIENT_KEY is set without SOME_CLIENT_CERT: set both or neither.',
  ],
  'the key of another certificate': [
    () => ({ cert: client().cert, key: pemOf(rsaPair('authority').privateKey) }),
    'The key that SOME_CLIENT_KEY names does not belong to the first certificate of SOME_CLIENT_CERT.',
  ],
  'no key at all': [
    () => ({ ...client(), key: 'hush' }),
    'What SOME_CLIENT_KEY names is not a private key in PEM form.',
  ],
  'an encrypted key without its password': [
    () => ({ ...client(), key: encrypted('hush') }),
    'The key that SOME_CLIENT_KEY names is encrypted: set SOME_CLIENT_KEY_PASSWORD.',
  ],
  'a wrong password': [
    () => ({ ...client(), key: encrypted('right'), passphrase: 'hush' }),
    'SOME_CLIENT_KEY_PASSWORD does not open the key that SOME_CLIENT_KEY names.',
  ],
};
for (const [what, [material, sentence]] of Object.entries(mistakes))
  test(`${what} is refused before anything is sent`, () => {
    expect(use(material())).toThrow(sentence);
    expect(use(material())).not.toThrow('hush');
  });

test('an encrypted key with its password, and one in the older form, are used', async () => {
  const ca = authorityCertificate();
  const keys: Partial<TlsOptions>[] = [
    { key: encrypted('right'), passphrase: 'right' },
    { key: pemOf(rsaPair('leaf').privateKey, 'pkcs1') },
  ];
  await withTlsServer({ requestCert: true, ca }, async (url) => {
    for (const key of keys) expect((await sendWith({ tls: { ca, ...client(), ...key } }, { url })).status).toBe(200);
  });
});

test('an extra authority does not cost the trust in those of Node and of NODE_EXTRA_CA_CERTS', SLOW, async () => {
  const ca = issue({ name: 'other authority' }).cert;
  const module = new URL('../../../src/http/node-transport.ts', import.meta.url).href;
  await withTlsServer({}, async (url) => {
    const script = `const { nodeTransport } = await import(${JSON.stringify(module)});
      const send = nodeTransport({ tls: { ca: ${JSON.stringify(ca)} } });
      const request = { method: 'GET', url: ${JSON.stringify(url)}, headers: [] };
      process.stdout.write(String((await send(request, ${JSON.stringify(LIMITS)})).status));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: write('authority.pem', authorityCertificate()) },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, output]).toEqual([0, '200']);
  });
});
