import { test, expect } from '@playwright/test';
import { createAuthenticator } from '../../../src/auth/index.ts';
import type { BasicCredentials } from '../../../src/auth/basic.ts';
import { virtualClock } from '../../../src/clock.ts';
import { authorization, lines, post } from './material.ts';

const names = { id: 'V_CLIENT_ID', secret: 'V_SECRET' };
const own: BasicCredentials = { scheme: 'basic', id: 'client-1', secret: 'aB3dE5gH7jK9mN1p', names };
const other: BasicCredentials = {
  scheme: 'basic',
  id: 'client-2',
  secret: 'zY8xW6vU4tS2rQ0p',
  names: { id: 'V_OTHER_CLIENT_ID', secret: 'V_OTHER_SECRET' },
};
const request = post('http://127.0.0.1/user/delete', '{}');

function make(credentials = own, second: BasicCredentials | null = other, source = 'a') {
  return createAuthenticator({ scheme: 'basic' }, credentials, second ?? undefined, virtualClock(0), source);
}

/** What each set of invalid credentials sends: `id:secret` decoded, or the header as it stands. */
function sent(authenticator = make()): Record<string, string> {
  const able = authenticator.invalidCredentials.filter((invalid) => 'sign' in invalid);
  return Object.fromEntries(
    able.map((invalid) => [invalid.name, decoded(authorization(invalid.sign?.(request) ?? request))]),
  );
}

function decoded(value: string): string {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(value)?.[1];
  return encoded === undefined ? value : Buffer.from(encoded, 'base64').toString('utf8');
}

test.describe('RFC 7617', () => {
  test('the example of section 2', () => {
    const authenticator = make({ scheme: 'basic', id: 'Aladdin', secret: 'open sesame', names }, null);
    expect(authorization(authenticator.sign(request))).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  });

  test('the UTF-8 example of section 2.1', () => {
    const authenticator = make({ scheme: 'basic', id: 'test', secret: '123£', names }, null);
    expect(authorization(authenticator.sign(request))).toBe('Basic dGVzdDoxMjPCow==');
  });

  test('body, URL and other lines stay; a second Authorization line is never sent', () => {
    const signed = make().sign({ ...request, headers: [...request.headers, ['authorization', 'Bearer x']] });
    expect(signed).toEqual({
      ...request,
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', authorization(signed)],
      ],
    });
  });
});

test.describe('invalid credentials', () => {
  test('each is wrong in one thing', () => {
    const { id, secret } = own;
    const invalidCredentials = sent();
    expect(Object.keys(invalidCredentials).sort()).toEqual(
      [
        'none',
        'other-scheme',
        'unknown-id',
        'wrong-secret',
        'empty-secret',
        'truncated-secret',
        'lengthened-secret',
        'other-case-secret',
        'other-tenant-secret',
        'unreadable-base64',
        'malformed',
        'odd.half-a-secret',
        'odd.id-twice',
        'odd.last-character',
        'odd.not-encoded',
        'odd.null-as-bearer',
        'odd.same-end',
        'odd.same-start',
        'odd.secret-as-bearer',
        'odd.swapped',
        'right-pair-as-bearer',
        'right-pair-as-digest',
        'right-pair-without-scheme',
        'empty-id',
        'empty-pair',
        'nul-in-secret',
        'nul-in-id',
        'after-right.other-secret',
        'on-used-connection.other-secret',
        'on-used-connection.none',
        'blank.before-secret',
        'blank.after-secret',
        'blank.before-id',
        'blank.line-end',
        'base64.garbage',
        'base64.padding',
        'forged.sql-in-secret',
        'forged.sql-in-id',
        'forged.session-cookie',
        'forged.identity-headers',
      ]
        .map((variant) => `credentials.${variant}`)
        .sort(),
    );
    expect(invalidCredentials['credentials.none']).toBe('');
    expect(invalidCredentials['credentials.other-scheme']).toMatch(/^Bearer [a-z]{32}$/);
    expect(invalidCredentials['credentials.unknown-id']).toMatch(new RegExp(`^[a-z]{6}-[0-9]:${secret}$`));
    expect(invalidCredentials['credentials.wrong-secret']).toMatch(/^client-1:[a-z][A-Z]\d[a-z][A-Z]\d[a-z][A-Z]\d/);
    expect(invalidCredentials['credentials.wrong-secret']).toHaveLength(`${id}:${secret}`.length);
    expect(invalidCredentials['credentials.empty-secret']).toBe(`${id}:`);
    expect(invalidCredentials['credentials.truncated-secret']).toBe(`${id}:aB3dE5gH7jK9mN1`);
    expect(invalidCredentials['credentials.lengthened-secret']).toMatch(new RegExp(`^${id}:${secret}[a-z]$`));
    expect(invalidCredentials['credentials.other-case-secret']).toBe(`${id}:Ab3De5Gh7Jk9Mn1P`);
    expect(invalidCredentials['credentials.other-tenant-secret']).toBe(`${id}:${other.secret}`);
    expect(invalidCredentials['credentials.malformed']).toBe(id);
    expect(invalidCredentials['credentials.empty-id']).toBe(`:${secret}`);
    expect(invalidCredentials['credentials.nul-in-secret']).toBe(`${id}:${secret}\0x`);
    expect(invalidCredentials['credentials.nul-in-id']).toBe(`${id}\0x:${secret}`);
    expect(invalidCredentials['credentials.blank.line-end']).toBe(`${id}:${secret}\n`);
    const right = Buffer.from(`${id}:${secret}`).toString('base64');
    expect(invalidCredentials['credentials.right-pair-as-digest']).toBe(`Digest ${right}`);
    expect(invalidCredentials['credentials.right-pair-without-scheme']).toBe(right);
    expect(invalidCredentials['credentials.base64.padding']).toBe(`${id}:${secret}`);
    const garbage = invalidCredentials['credentials.base64.garbage'] ?? '';
    expect(garbage).not.toBe(`Basic ${right}`);
    expect(Buffer.from(garbage.slice('Basic '.length), 'base64').toString()).toBe(`${id}:${secret}`);
  });

  test('unreadable base64 is not read as the right pair by a lenient decoder either', () => {
    const value = sent()['credentials.unreadable-base64'] ?? '';
    expect(value).toMatch(/^Basic .*[^A-Za-z0-9+/=_-]/);
    expect(Buffer.from(value.slice('Basic '.length), 'base64').toString()).not.toContain(own.secret.slice(0, 4));
  });

  test('a gateway names the caller in the headers of the profile, and its own machine in the usual ones', () => {
    const config = { scheme: 'basic', identityHeaders: { 'X-Client-Id': '{client}', 'X-Internal': 'true' } } as const;
    const { invalidCredentials } = createAuthenticator(config, own, other, virtualClock(0), 'a');
    const forged = invalidCredentials.find(({ name }) => name === 'credentials.forged.identity-headers');
    expect(forged?.provoking).toBe(true);
    expect(forged?.sign?.(request).headers).toEqual([
      ...request.headers,
      ['X-Client-Id', own.id],
      ['X-Internal', 'true'],
      ['X-Forwarded-For', '127.0.0.1'],
      ['X-Real-IP', '127.0.0.1'],
      ['X-Client-IP', '127.0.0.1'],
      ['Client-IP', '127.0.0.1'],
      ['True-Client-IP', '127.0.0.1'],
      ['Forwarded', 'for=127.0.0.1'],
    ]);
  });

  test('what they are made of decides them', () => {
    expect(sent(make(own, other, 'b'))).toEqual(sent(make(own, other, 'b')));
    expect(sent(make(own, other, 'c'))['credentials.wrong-secret']).not.toBe(sent()['credentials.wrong-secret']);
  });

  test('an id that is a UUID of version 4 stays one', () => {
    const uuid = '0b1f3a52-5d0c-4e1b-9a64-0c55f9a1b2c3';
    const unknown = sent(make({ ...own, id: uuid }))['credentials.unknown-id']?.split(':')[0];
    expect(unknown).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-9[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(unknown).not.toBe(uuid);
  });

  test('a secret without letters has no other case, one of one character no shorter form', () => {
    expect(Object.keys(sent(make({ ...own, secret: '8315-2046' })))).not.toContain('credentials.other-case-secret');
    expect(Object.keys(sent(make({ ...own, secret: '8' })))).not.toContain('credentials.truncated-secret');
  });

  test('without a second tenant the invalid credentials that need one are there and cannot sign', () => {
    const invalid = make(own, null).invalidCredentials.find(({ name }) => name === 'credentials.other-tenant-secret');
    expect(invalid?.needsOtherTenant).toBe(true);
    expect(invalid).not.toHaveProperty('sign');
  });

  test('none is a pair that either tenant holds, however alike the two are', () => {
    for (const secret of ['aB3', 'aB', 'Ab3', 'aB3x', 'a'])
      for (const alike of [
        'aB3',
        'aB',
        'ab3',
        'Ab3',
        ...Array.from('abcdefghijklmnopqrstuvwxyz', (end) => `aB3${end}`),
      ]) {
        const all = sent(make({ ...own, secret }, { ...other, id: own.id, secret: alike }));
        // Lenient base64 is the right pair in a wrong spelling.
        const invalidCredentials = Object.fromEntries(
          Object.entries(all).filter(([name]) => !name.includes('.base64.')),
        );
        expect(Object.values(invalidCredentials)).not.toContain(`${own.id}:${secret}`);
        expect(Object.values(invalidCredentials)).not.toContain(`${own.id}:${alike}`);
      }
  });
});

test('secrets hold what is sent and must stay, and nothing too short to be matched alone', () => {
  const unknown = sent()['credentials.unknown-id']?.split(':')[0];
  expect(make().secrets).toEqual([
    { name: 'V_SECRET', value: own.secret, id: own.id },
    { name: 'V_SECRET', value: own.secret, id: unknown },
    { name: 'V_SECRET', value: 'aB3dE5gH7jK9mN1' },
    { name: 'V_SECRET', value: 'Ab3De5Gh7Jk9Mn1P' },
    { name: 'V_SECRET', value: '0B3dE5gH7jK9mN1p' },
    { name: 'V_SECRET', value: 'aB3dE5gH7jK9mN10' },
    { name: 'V_OTHER_SECRET', value: other.secret, id: other.id },
    { name: 'V_OTHER_SECRET', value: other.secret, id: own.id },
  ]);
  expect(make({ ...own, secret: 'secret' }, null).secrets.map(({ value }) => value)).toEqual(['secret', 'secret']);
});

test('the curl hint names variables', () => {
  expect(make().curl).toEqual(['-u', '"$V_CLIENT_ID:$V_SECRET"']);
});

test('credentials of another scheme are refused', () => {
  expect(() => createAuthenticator({ scheme: 'bearer' }, own, undefined, virtualClock(0), 'a')).toThrow(
    'the target authenticates with bearer, not basic',
  );
});

test('missing credentials add no line', () => {
  const none = make().invalidCredentials.find(({ name }) => name === 'credentials.none');
  expect(lines(none?.sign?.(request) ?? request, 'authorization')).toEqual([]);
});
