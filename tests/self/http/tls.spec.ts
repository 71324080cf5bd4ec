import { test, expect } from '@playwright/test';
import { describeError } from '../../../src/http/connection-errors.ts';
import { tlsNames } from '../../../src/http/tls-options.ts';
import { authorityCertificate, issue, serverCertificate } from './certificates.ts';
import { messageOf, sendWith, withTlsServer } from './secure-servers.ts';
import { withServer } from './servers.ts';

const prefix = 'SOME_';
const client = () => issue({ name: 'client', authority: 'authority' });
const trusting = () => ({ prefix, tls: { ca: authorityCertificate() } });

test.describe('whom to trust', () => {
  test('an extra authority', async () => {
    await withTlsServer({}, async (url) => expect((await sendWith(trusting(), { url })).status).toBe(200));
  });

  test('a server certificate that is named itself', async () => {
    const own = serverCertificate({ authority: undefined });
    await withTlsServer(own, async (url) => {
      expect((await sendWith({ tls: { ca: own.cert } }, { url })).status).toBe(200);
    });
  });

  test('one of several in the same file', async () => {
    const ca = issue({ name: 'other authority' }).cert + authorityCertificate();
    await withTlsServer({}, async (url) => expect((await sendWith({ tls: { ca } }, { url })).status).toBe(200));
  });

  test('nobody else, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await withTlsServer({}, async (url) => {
        await expect(sendWith({}, { url })).rejects.toMatchObject({ kind: 'tls' });
        await expect(sendWith({ tls: client() }, { url })).rejects.toMatchObject({ kind: 'tls' });
      });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });
});

test.describe('what is wrong with the server is named', () => {
  const cases: Record<string, [server: Parameters<typeof serverCertificate>[0], sentence: RegExp]> = {
    'an unknown authority': [{ authority: 'other authority' }, /unknown authority, .* SOME_CA_CERT can name the one/],
    'its own authority': [{ authority: undefined }, /is self-signed: .* set SOME_CA_CERT to it/],
    expired: [{ expired: true }, /has expired: it must be renewed \(CERT_HAS_EXPIRED\)/],
    'not yet valid': [{ early: true }, /is not valid yet: the clock/],
    'another name': [{ hosts: ['other.example'] }, /was issued for other names: use one of its names/],
  };
  for (const [what, [server, sentence]] of Object.entries(cases))
    test(what, async () => {
      await withTlsServer(serverCertificate(server), async (url) => {
        const sending = sendWith(trusting(), { url });
        await expect(sending).rejects.toMatchObject({ name: 'ExchangeError', kind: 'tls' });
        const message = await messageOf(sending);
        expect(message).toMatch(sentence);
        expect(message).toMatch(/^The certificate of 127\.0\.0\.1:\d+.* \([A-Z_]+\)\.$/);
      });
    });

  test('no prefix: the variable is named as the documentation writes it', async () => {
    await withTlsServer({}, async (url) => {
      expect(await messageOf(sendWith({}, { url }))).toContain('<V>_CA_CERT can name the one to trust');
    });
  });

  test('plain HTTP where TLS was expected', async () => {
    await withServer(
      (_, answer) => answer.end(),
      async (url) => {
        const message = await messageOf(sendWith({}, { url: url.replace('http:', 'https:') }));
        expect(message).toMatch(/^127\.0\.0\.1:\d+ does not speak TLS on this port: .* http:\/\/ \(\w+\)\.$/);
      },
    );
  });

  test('no TLS version in common', async () => {
    // Node's server cannot be made to speak what its client does not offer; the words are those of OpenSSL.
    const error = Object.assign(
      new Error('write EPROTO 80AC:error:0A00042E:SSL routines::tlsv1 alert protocol version'),
      {
        code: 'EPROTO',
      },
    );
    const { kind, message } = describeError(error, new URL('https://host.example'), 0);
    expect([kind, message]).toEqual([
      'tls',
      'host.example and this client have no TLS version in common: it must offer TLS 1.2 or 1.3 (EPROTO).',
    ]);
  });

  test('TLS where plain HTTP was expected', () => {
    const error = Object.assign(new Error('Parse Error'), {
      code: 'HPE_INVALID_CONSTANT',
      rawPacket: Buffer.from([21, 3, 1, 0, 2, 2, 70]),
    });
    const { kind, message } = describeError(error, new URL('http://host.example:8443'), 0);
    expect([kind, message]).toEqual([
      'protocol',
      'host.example:8443 speaks TLS on this port: the URL begins with https:// (HPE_INVALID_CONSTANT).',
    ]);
  });
});

test.describe('client certificates', () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const server = () => ({
      requestCert: true,
      rejectUnauthorized: true,
      ca: authorityCertificate(),
      minVersion: version,
      maxVersion: version,
    });

    test(`one that the server accepts (${version})`, async () => {
      await withTlsServer(server(), async (url, seen) => {
        const { ca } = trusting().tls;
        expect((await sendWith({ tls: { ca, ...client() } }, { url })).status).toBe(200);
        expect(seen[0]?.client).toBe('client');
      });
    });

    test(`none, and the server wants one (${version})`, async () => {
      await withTlsServer(server(), async (url) => {
        const sending = sendWith(trusting(), { url });
        await expect(sending).rejects.toMatchObject({ kind: 'tls' });
        expect(await messageOf(sending)).toMatch(
          /refused the TLS handshake: it (may require|requires) a client certificate: set SOME_CLIENT_CERT and SOME_CLIENT_KEY/,
        );
      });
    });

    test(`one of another authority (${version})`, async () => {
      await withTlsServer(server(), async (url) => {
        const stranger = issue({ name: 'client', authority: 'other authority' });
        const message = await messageOf(sendWith({ prefix, tls: { ...trusting().tls, ...stranger } }, { url }));
        expect(message).toContain('it may not accept the client certificate that SOME_CLIENT_CERT names');
      });
    });
  }

  for (const [code, sentence] of [
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'it may not accept the client certificate that SOME_CLIENT_CERT names'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'it may not accept the client certificate'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'or it shares no cipher with this client'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'of another authority than the one that SOME_CLIENT_CERT names'],
    ['ERR_SSL_SOMETHING_NEW', 'No TLS connection to host.example could be established'],
  ] as const)
    test(`${code} with a client certificate`, () => {
      const words = { names: tlsNames(prefix), presented: true };
      const error = Object.assign(new Error('alert'), { code });
      const { kind, message } = describeError(error, new URL('https://host.example'), 0, words);
      expect(kind).toBe('tls');
      expect(message).toContain(sentence);
      expect(message).toContain(`(${code}).`);
    });
});
