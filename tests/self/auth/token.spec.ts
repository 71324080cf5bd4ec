import { test, expect } from '@playwright/test';
import type { Credentials, SchemeConfig } from '../../../src/auth/schemes.ts';
import { createAuthenticator } from '../../../src/auth/index.ts';
import { virtualClock } from '../../../src/clock.ts';
import { authorization, lines, post } from './material.ts';

const value = 'tOken-0123456789abcdef';
const otherValue = 'tOken-fedcba9876543210';
const request = post('http://127.0.0.1/remove?a=1#end');
const bearer: Credentials = { scheme: 'bearer', token: value, names: { token: 'V_TOKEN' } };
const otherBearer: Credentials = { scheme: 'bearer', token: otherValue, names: { token: 'V_OTHER_TOKEN' } };
const apiKey: Credentials = { scheme: 'apiKey', key: value, names: { key: 'V_API_KEY' } };

const make = (config: SchemeConfig, credentials: Credentials, other?: Credentials) =>
  createAuthenticator(config, credentials, other, virtualClock(0), 'a');

const variants = ['none', 'other-scheme', 'wrong', 'empty', 'truncated', 'lengthened', 'other-case'].map(
  (variant) => `credentials.${variant}`,
);

const inHeader: SchemeConfig = { scheme: 'apiKey', in: 'header', name: 'X-Api-Key' };
const inQuery: SchemeConfig = { scheme: 'apiKey', in: 'query', name: 'api key' };
const prefixed: SchemeConfig = { scheme: 'apiKey', in: 'header', name: 'Authorization', prefix: 'Token' };
const asUser: SchemeConfig = { scheme: 'apiKey', in: 'basic' };
/** Without the base64 of HTTP Basic. */
const plainUser = (value: string) =>
  value.replace(/^Basic (.*)$/, (_, token: string) => `Basic ${Buffer.from(token, 'base64').toString('utf8')}`);

const schemes = [
  {
    title: 'Bearer',
    authenticator: make({ scheme: 'bearer' }, bearer, otherBearer),
    shown: (signed: typeof request) => authorization(signed),
    right: `Bearer ${value}`,
    otherScheme: /^Basic [A-Za-z0-9+/]+=*$/,
    present: (token: string) => `Bearer ${token}`,
    curl: ['-H', '"Authorization: Bearer $V_TOKEN"'],
    elsewhere: ['bare', 'header', 'query', 'cookie'],
  },
  {
    title: 'API key in a header',
    authenticator: make(inHeader, apiKey),
    shown: (signed: typeof request) => [...lines(signed, 'x-api-key'), ...lines(signed, 'authorization')].join('\n'),
    right: value,
    otherScheme: /^Bearer [a-z]{32}$/,
    present: (token: string) => token,
    curl: ['-H', '"X-Api-Key: $V_API_KEY"'],
    elsewhere: ['bearer', 'query', 'cookie'],
  },
  {
    title: 'API key in the query',
    authenticator: make(inQuery, apiKey),
    shown: (signed: typeof request) =>
      (/^http:\/\/127\.0\.0\.1\/remove\?a=1(?:&api%20key=)?(.*)#end$/.exec(signed.url)?.[1] ?? '?') +
      authorization(signed),
    right: value,
    otherScheme: /^Bearer [a-z]{32}$/,
    present: (token: string) => token,
    curl: undefined,
    elsewhere: ['bearer', 'header', 'query', 'cookie'],
  },
  {
    title: 'API key behind a word',
    authenticator: make(prefixed, apiKey),
    shown: (signed: typeof request) => authorization(signed),
    right: `Token ${value}`,
    otherScheme: /^Bearer [a-z]{32}$/,
    present: (token: string) => `Token ${token}`,
    curl: ['-H', '"Authorization: Token $V_API_KEY"'],
    elsewhere: ['bearer', 'bare', 'header', 'query', 'cookie'],
  },
  {
    title: 'API key as a user without a password',
    authenticator: make(asUser, apiKey),
    shown: (signed: typeof request) => plainUser(authorization(signed)),
    right: `Basic ${value}:`,
    otherScheme: /^Bearer [a-z]{32}$/,
    present: (token: string) => `Basic ${token}:`,
    curl: ['-u', '"$V_API_KEY:"'],
    elsewhere: ['bearer', 'header', 'query', 'cookie', 'password'],
  },
];

for (const { title, authenticator, shown, right, otherScheme, present, curl, elsewhere } of schemes)
  test.describe(title, () => {
    test('stands where it belongs, and the body stays', () => {
      const signed = authenticator.sign(request);
      expect(shown(signed)).toBe(right);
      expect(signed.body).toEqual(request.body);
    });

    test('its invalid credentials are wrong in one thing each', () => {
      const sent = Object.fromEntries(
        authenticator.invalidCredentials.map((invalid) => [invalid.name, shown(invalid.sign?.(request) ?? request)]),
      );
      expect(Object.keys(sent)).toEqual([...variants, ...elsewhere.map((place) => `misplaced.${place}`)]);
      expect(sent['credentials.none']).toBe('');
      expect(sent['credentials.other-scheme']).toMatch(otherScheme);
      expect(sent['credentials.wrong']).toHaveLength(right.length);
      expect(sent['credentials.wrong']).not.toContain(value);
      expect(sent['credentials.empty']).toBe(present(''));
      expect(sent['credentials.truncated']).toBe(present(value.slice(0, -1)));
      expect(sent['credentials.lengthened']).toMatch(new RegExp(`${value}[a-z]:?$`));
      expect(sent['credentials.other-case']).toBe(present('ToKEN-0123456789ABCDEF'));
    });

    test('the right one is tried in the wrong places, and stays whole there', () => {
      const places = authenticator.invalidCredentials.filter(({ name }) => name.startsWith('misplaced.'));
      for (const place of places) {
        const { name } = place;
        const signed = place.sign?.(request) ?? request;
        expect(shown(signed), name).not.toBe(right);
        const all = [signed.url, ...signed.headers.map(([, text]) => plainUser(text))].join(' ');
        expect(all, name).toContain(value);
      }
    });

    test('its curl hint names the variable, where the URL does not', () => {
      expect(authenticator.curl).toEqual(curl);
    });
  });

test('no set of invalid credentials is the token of either tenant', () => {
  for (const token of ['toke', 'TOKEN', 'Token']) {
    const alike = make({ scheme: 'bearer' }, { ...bearer, token: 'token' }, { ...otherBearer, token });
    const sent = alike.invalidCredentials.map((invalid) => authorization(invalid.sign?.(request) ?? request));
    expect(sent).not.toContain(`Bearer ${token}`);
    expect(sent).not.toContain('Bearer token');
  }
});

test('secrets hold the token, its telling near misses and the other token', () => {
  expect(make({ scheme: 'bearer' }, bearer, otherBearer).secrets).toEqual([
    { name: 'V_TOKEN', value },
    { name: 'V_TOKEN', value, id: 'api_key', joint: '=' },
    { name: 'V_TOKEN', value, id: 'access_token', joint: '=' },
    { name: 'V_TOKEN', value: value.slice(0, -1) },
    { name: 'V_TOKEN', value: 'ToKEN-0123456789ABCDEF' },
    { name: 'V_OTHER_TOKEN', value: otherValue },
  ]);
});
