import { createHmac } from 'node:crypto';
import { test, expect } from '@playwright/test';
import type { OAuth1Credentials } from '../../../src/auth/oauth1.ts';
import { createAuthenticator } from '../../../src/auth/index.ts';
import { baseString } from '../../../src/auth/oauth1-signature.ts';
import { withAuthorization } from '../../../src/auth/with-header.ts';
import { virtualClock } from '../../../src/clock.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { authorization, pemOf, post, rsaPair } from './material.ts';
import { inspect, type Findings } from './oauth1-verifier.ts';

const NOW = 1_524_771_555_999;
const url = 'https://sandbox.api.mastercard.com/cts/issuers/user-deletions';
const request = post(url, '["c8b38606-12b2-43c6-a641-be8eb0ab9dec"]');
const publicKey = () => rsaPair('own').publicKey;

function credentials(name: string, consumerKey: string): OAuth1Credentials {
  const names = { consumerKey: `${name}_CONSUMER_KEY`, privateKeyPem: `${name}_SIGNING_KEY` };
  return { scheme: 'oauth1', consumerKey, privateKeyPem: pemOf(rsaPair(name).privateKey), names };
}

const own = () => credentials('own', 'abcDEF-_1!0123456789abcdef');
const other = () => credentials('other', 'zyxWVU-_1!fedcba9876543210');

function make(second: OAuth1Credentials | null = other(), clock = virtualClock(NOW), first = own()) {
  return createAuthenticator({ scheme: 'oauth1' }, first, second ?? undefined, clock, 'a');
}

function invalid(name: string, authenticator = make()) {
  const found = authenticator.invalidCredentials.find((candidate) => candidate.name === `credentials.${name}`);
  if (!found) throw new Error(`no set of invalid credentials ${name}`);
  return found;
}

const signedBy = (name: string) => invalid(name).sign?.(request) ?? request;

test.describe('the right signature', () => {
  test('verifies, with the time of the injected clock', () => {
    const signed = make().sign(request);
    expect(inspect(signed, publicKey())).toEqual({
      parameters: {
        oauth_body_hash: 'JuEIy8T/5BNYkqQoaT7HhGJHBq3dr3XUrEIeQwag/w8=',
        oauth_consumer_key: 'abcDEF-_1!0123456789abcdef',
        oauth_nonce: expect.stringMatching(/^[A-Za-z0-9]{8}$/) as unknown,
        oauth_signature: expect.any(String) as unknown,
        oauth_signature_method: 'RSA-SHA256',
        oauth_timestamp: '1524771555',
        oauth_version: '1.0',
      },
      bodyHash: 'right',
      signature: 'once',
    });
    expect({ ...signed, headers: signed.headers.slice(0, -1) }).toEqual(request);
  });

  test('covers the query, and a request without a body has the hash of nothing', () => {
    const get: WireRequest = { method: 'GET', url: `${url}?limit=10&from=2026-01-01`, headers: [] };
    expect(inspect(make().sign(get), publicKey())).toMatchObject({
      parameters: { oauth_body_hash: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
      signature: 'once',
    });
  });

  test('never uses a nonce twice', () => {
    const authenticator = make();
    const nonces = Array.from(
      { length: 50 },
      () => inspect(authenticator.sign(request), publicKey())?.parameters.oauth_nonce,
    );
    expect(new Set(nonces).size).toBe(50);
  });

  test('takes its nonces from the place of the run that it is used at, for the wrong credentials too', () => {
    let count = 0;
    const placed = make().withNonces?.(() => `nonce${++count}`);
    const nonceOf = (signed: WireRequest) => inspect(signed, publicKey())?.parameters.oauth_nonce;
    expect(nonceOf(placed!.sign(request))).toBe('nonce1');
    expect(nonceOf(invalid('stale-timestamp', placed).sign!(request))).toBe('nonce2');
    expect(nonceOf(placed!.variants![0]!.sign(request))).toBe('nonce3');
  });

  test('has a variant to the letter of the RFC: header values encoded, base string encoded twice', () => {
    const [variant] = make().variants ?? [];
    expect(variant?.name).toBe('credentials.rfc-encoding');
    const signed = variant?.sign({ ...request, url: `${url}?q=a%20b` }) ?? request;
    expect(inspect(signed, publicKey())).toMatchObject({ bodyHash: 'right', signature: 'rfc' });
    expect(authorization(signed)).toContain('oauth_consumer_key="abcDEF-_1%210123456789abcdef"');
    expect(authorization(signed)).toContain('w8%3D"');
  });
});

test.describe('invalid credentials', () => {
  const right = {
    parameters: {
      oauth_consumer_key: 'abcDEF-_1!0123456789abcdef',
      oauth_signature_method: 'RSA-SHA256',
      oauth_timestamp: '1524771555',
    },
    bodyHash: 'right',
    signature: 'once',
  };
  const faults: Record<string, Partial<Findings>> = {
    'missing-signature': { signature: 'missing' },
    'empty-signature': { signature: 'empty' },
    'altered-signature': { signature: 'wrong' },
    'unregistered-key': { signature: 'wrong' },
    'other-issuer-key': { signature: 'wrong' },
    'other-method': { signature: 'wrong' },
    'other-path': { signature: 'wrong' },
    'other-query': { signature: 'wrong' },
    'body-changed': { bodyHash: 'wrong' },
    'body-hash-missing': { bodyHash: 'missing' },
    'stale-timestamp': { parameters: { ...right.parameters, oauth_timestamp: '1524767955' } },
    plaintext: { signature: 'wrong', parameters: { ...right.parameters, oauth_signature_method: 'PLAINTEXT' } },
    'hmac-sha1': { signature: 'wrong', parameters: { ...right.parameters, oauth_signature_method: 'HMAC-SHA1' } },
    'rsa-sha1': { signature: 'wrong', parameters: { ...right.parameters, oauth_signature_method: 'RSA-SHA1' } },
  };

  for (const [name, fault] of Object.entries(faults))
    test(`${name}: that alone is wrong, and it is sent as it was`, () => {
      const signed = signedBy(name);
      expect(inspect(signed, publicKey())).toMatchObject({ ...right, ...fault });
      // The one fault that is in the body itself: a blank more than was signed.
      const blank = name === 'body-changed' ? ' ' : '';
      const body = Buffer.from(`${String(request.body)}${blank}`);
      expect({ ...signed, headers: signed.headers.slice(0, -1) }).toEqual({ ...request, body });
    });

  const elsewhere: Record<string, WireRequest> = {
    'other-method': { ...request, method: 'PUT' },
    'other-path': { ...request, url: `${url}-other` },
    'other-query': { ...request, url: `${url}?other=1` },
    'body-changed': request,
  };
  for (const [name, meant] of Object.entries(elsewhere))
    test(`${name}: right for the request it was signed for`, () => {
      const moved = { ...meant, headers: signedBy(name).headers };
      expect(inspect(moved, publicKey())).toMatchObject(right);
    });

  test('unregistered-key verifies with neither key, other-issuer-key with the other one', () => {
    expect(inspect(signedBy('unregistered-key'), rsaPair('other').publicKey)?.signature).toBe('wrong');
    expect(inspect(signedBy('other-issuer-key'), rsaPair('other').publicKey)?.signature).toBe('once');
  });

  test('rsa-sha1 and hmac-sha1 are carried through rightly, plaintext is the empty secrets', () => {
    expect(inspect(signedBy('rsa-sha1'), publicKey(), 'sha1')?.signature).toBe('once');
    expect(inspect(signedBy('plaintext'), publicKey())?.parameters.oauth_signature).toBe('&');
    const { oauth_signature: mac = '', ...parameters } = inspect(signedBy('hmac-sha1'), publicKey())?.parameters ?? {};
    const text = baseString(request, new Map(Object.entries(parameters)));
    expect(mac).toBe(createHmac('sha1', '&').update(text).digest('base64'));
  });

  test('unknown-consumer-key: of the same make, rightly signed, of neither issuer', () => {
    const found = inspect(signedBy('unknown-consumer-key'), publicKey());
    expect(found).toMatchObject({ bodyHash: 'right', signature: 'once' });
    expect(found?.parameters.oauth_consumer_key).toMatch(/^[a-z]{3}[A-Z]{3}-_\d!\d{10}[a-z]{6}$/);
    expect([own().consumerKey, other().consumerKey]).not.toContain(found?.parameters.oauth_consumer_key);
  });

  test('other-scheme is the right header but for the name of its scheme', () => {
    const sent = signedBy('other-scheme');
    expect(authorization(sent)).toMatch(/^Basic oauth_/);
    expect(inspect(sent, publicKey())).toBeNull();
    const named = withAuthorization(sent, authorization(sent).replace('Basic', 'OAuth'));
    expect(inspect(named, publicKey())).toMatchObject(right);
  });

  test('consumer-key-in-query is right for the other issuer, and names this one in the query', () => {
    const sent = signedBy('consumer-key-in-query');
    const found = inspect(sent, rsaPair('other').publicKey);
    expect(sent.url).toBe(`${url}?oauth_consumer_key=${own().consumerKey}`);
    expect(found).toMatchObject({ bodyHash: 'right', signature: 'once' });
    expect(found?.parameters.oauth_consumer_key).toBe(other().consumerKey);
    expect(invalid('consumer-key-in-query', make(null))).not.toHaveProperty('sign');
  });

  test('none and unparsable are no OAuth header', () => {
    expect(authorization(signedBy('none'))).toBe('');
    expect(authorization(signedBy('unparsable'))).toBe('OAuth garbage');
    expect(inspect(signedBy('unparsable'), publicKey())).toBeNull();
  });

  test('every set of invalid credentials is looked at here', () => {
    const others = 'none other-scheme unparsable unknown-consumer-key replayed-nonce'.split(' ');
    const names = [...Object.keys(faults), ...others].map((name) => `credentials.${name}`);
    expect(
      make()
        // The many forms of single parameters are looked at in a file of their own.
        .invalidCredentials.filter(({ minor }) => !minor)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.sort());
  });

  test('other-issuer-key cannot sign without a second issuer, nor where both have one key', () => {
    expect(invalid('other-issuer-key', make(null)).needsOtherTenant).toBe(true);
    expect(invalid('other-issuer-key', make(null))).not.toHaveProperty('sign');
    expect(invalid('other-issuer-key', make({ ...own(), consumerKey: 'another' }))).not.toHaveProperty('sign');
  });
});

test.describe('a replayed nonce', () => {
  test('is the same request to the byte, even when time has passed', async () => {
    const clock = virtualClock(NOW);
    const replayed = invalid('replayed-nonce', make(null, clock));
    const first = replayed.prepare?.(request);
    await clock.sleep(3000);
    expect(replayed.sign?.(request)).toEqual(first);
    expect(inspect(first ?? request, publicKey())).toMatchObject({ bodyHash: 'right', signature: 'once' });
  });

  test('may be used for another request, rightly signed, so that the first use touches nobody', () => {
    const replayed = invalid('replayed-nonce');
    const first = inspect(replayed.prepare?.(post(url, '["nobody"]')) ?? request, publicKey());
    const second = inspect(replayed.sign?.(request) ?? request, publicKey());
    expect(second).toMatchObject({ bodyHash: 'right', signature: 'once' });
    expect(second?.parameters.oauth_nonce).toBe(first?.parameters.oauth_nonce);
  });

  test('belongs to one taking of the invalid credentials: checks side by side do not share it', () => {
    const authenticator = make();
    const [one, two] = [invalid('replayed-nonce', authenticator), invalid('replayed-nonce', authenticator)];
    const first = one.prepare?.(request);
    two.prepare?.(request);
    expect(one.sign?.(request)).toEqual(first);
  });

  test('cannot come first', () => {
    expect(() => invalid('replayed-nonce').sign?.(request)).toThrow(/send what `prepare` returns/);
  });
});

test('the keys of both issuers and the passwords are secret, the consumer keys are not', () => {
  const withPassword: OAuth1Credentials = {
    ...own(),
    password: 'keystorepassword',
    names: { ...own().names, password: 'own_SIGNING_KEY_PASSWORD' },
  };
  expect(make(other(), virtualClock(NOW), withPassword).secrets).toEqual([
    { name: 'own_SIGNING_KEY', value: own().privateKeyPem },
    { name: 'own_SIGNING_KEY_PASSWORD', value: 'keystorepassword' },
    { name: 'other_SIGNING_KEY', value: other().privateKeyPem },
  ]);
});
