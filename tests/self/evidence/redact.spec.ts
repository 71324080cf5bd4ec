import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { test, expect } from '@playwright/test';
import type { Secret } from '../../../src/auth/types.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';

const redactor = (secrets: Secret[], more: { contractTexts?: string; keepHeaders?: string[] } = {}) =>
  createRedactor({ secrets, contractTexts: '', keepHeaders: [], ...more });

const form = (text: string) => new URLSearchParams({ v: text }).toString().slice(2);
const everyByte = (text: string, upper: boolean) =>
  Array.from(Buffer.from(text), (byte) => {
    const hex = byte.toString(16).padStart(2, '0');
    return `%${upper ? hex.toUpperCase() : hex}`;
  }).join('');
const unicode = (text: string) =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

const SPELLINGS: Record<string, (text: string) => string> = {
  raw: (text) => text,
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'JSON in code points': unicode,
  encodeURIComponent,
  'encodeURIComponent, lower case': (text) =>
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  'encodeURIComponent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'every byte in percent, upper': (text) => everyByte(text, true),
  'every byte in percent, lower': (text) => everyByte(text, false),
  form,
  HTML: (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 after one byte': (text) => Buffer.from(`x${text}`).toString('base64'),
  'base64 after two bytes': (text) => Buffer.from(`xy${text}z`).toString('base64'),
  'base64 in a query': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
};

test.describe('every spelling of a secret', () => {
  const awkward = `pä/ss"w'o+rd\\ &<${randomBytes(6).toString('hex')}>?%=`;
  for (const [spelling, spell] of Object.entries(SPELLINGS))
    test(spelling, () => {
      const written = redactor([{ name: 'KNOT_SECRET', value: awkward }]).text(`before ${spell(awkward)} after`);
      expect(written).toMatch(/^before .?.?\[redacted:\$KNOT_SECRET\].?.?.?.? after$/);
    });

  test('holds for any secret', () => {
    const secret = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.values(SPELLINGS)), (value, spell) => {
        fc.pre(value.trim() === value);
        const spelled = spell(value);
        const written = redactor([{ name: 'S', value }]).text(`"${spelled}"`);
        expect(written).toContain('[redacted:$S]');
        // The quotes, and what stands for the neighbours in the same groups of base64.
        expect(written.replace('[redacted:$S]', '').length).toBeLessThanOrEqual('"eH"eg=='.length + 2);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('any mixture of spellings, character by character', () => {
    const one = [(c: string) => c, (c: string) => everyByte(c, true), (c: string) => everyByte(c, false), unicode];
    const piece = fc.tuple(fc.stringMatching(/^[A-Za-z0-9]$/), fc.constantFrom(...one));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 12, maxLength: 40 }), (pieces) => {
        const value = pieces.map(([char]) => char).join('');
        const spelled = pieces.map(([char, spell]) => spell(char)).join('');
        expect(redactor([{ name: 'S', value }]).text(`<${spelled}>`)).toBe('<[redacted:$S]>');
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test('id:secret of HTTP Basic', () => {
    const value = randomBytes(16).toString('hex');
    const { text } = redactor([{ name: '$KNOT_SECRET', value, id: 'client' }]);
    const basic = Buffer.from(`client:${value}`).toString('base64');
    expect(text(`{"sent":"Basic ${basic}"}`)).toBe('{"sent":"Basic [redacted:$KNOT_SECRET]"}');
    expect(text(`client:${value}`)).toBe('client:[redacted:$KNOT_SECRET]');
  });

  test('the longest first, and no replacement is searched again', () => {
    const { text } = redactor([
      { name: 'SHORT', value: 'abcdefghijkl' },
      { name: 'LONG', value: 'abcdefghijklmnop' },
      { name: 'ODD', value: '[redacted:$L' },
    ]);
    expect(text('abcdefghijklmnop abcdefghijkl')).toBe('[redacted:$LONG] [redacted:$SHORT]');
  });

  test('find names what text would replace', () => {
    const known = redactor([
      { name: 'A', value: 'abcdefghijkl' },
      { name: 'B', value: 'mnopqrstuvwx' },
    ]);
    expect(known.find(`x ${encodeURIComponent('mnopqrstuvwx')} mnopqrstuvwx`)).toEqual(['$B']);
    expect(known.find('nothing')).toEqual([]);
    expect(redactor([]).find('nothing')).toEqual([]);
  });
});

test.describe('a private key', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-'));
  const { text } = redactor([{ name: 'KEY', value: pem }]);

  const spellings: Record<string, string> = {
    raw: pem,
    'with CR LF': pem.replaceAll('\n', '\r\n'),
    'in JSON': JSON.stringify(pem),
    'in a query': encodeURIComponent(pem),
    'in base64': Buffer.from(pem).toString('base64'),
    'on one line': lines.join(''),
    'joined with blanks': lines.join(' '),
    'each line by itself': lines.filter((line) => line.length >= 20).join('" "'),
  };
  for (const [what, spelled] of Object.entries(spellings))
    test(what, () => {
      const written = text(spelled);
      expect(written).toContain('[redacted:$KEY]');
      for (let at = 0; at + 12 <= spelled.length; at += 12)
        if (/^[A-Za-z0-9+/]{12}$/.test(spelled.slice(at, at + 12)))
          expect(written).not.toContain(spelled.slice(at, at + 12));
    });

  test('its first and last line are no secret', () => {
    expect(text('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
  });
});

test.describe('a secret that is too short or too common', () => {
  for (const [why, value, contractTexts] of [
    ['short', 'secret', ''],
    ['common', 'correct-horse-battery', 'e.g. correct-horse-battery'],
  ] as const)
    test(`${why}: only beside its id, in base64 and in Authorization`, () => {
      const known = redactor([{ name: 'KNOT_SECRET', value, id: 'client-1' }], { contractTexts });
      expect(known.text(`Invalid client_id or ${value}`)).toBe(`Invalid client_id or ${value}`);
      expect(known.text(`client-1:${value}`)).toBe('[redacted:$KNOT_SECRET]');
      expect(known.text(encodeURIComponent(`client-1:${value}`))).toBe('[redacted:$KNOT_SECRET]');
      const basic = Buffer.from(`client-1:${value}`).toString('base64');
      expect(known.text(basic)).toBe('[redacted:$KNOT_SECRET]');
      expect(known.headers([['Authorization', `Basic ${basic}`]])).toEqual([['Authorization', '[redacted]']]);
      expect(known.notes).toEqual([expect.stringMatching(/^KNOT_SECRET .*id:secret/)]);
    });

  test('a long one has no note, an empty one no effect', () => {
    const known = redactor([
      { name: 'A', value: 'abcdefghijkl' },
      { name: 'B', value: '', id: 'x' },
    ]);
    expect(known.notes).toEqual([]);
    expect(known.text('x: and nothing')).toBe('x: and nothing');
  });
});

test.describe('headers', () => {
  const known = redactor([{ name: 'S', value: 'abcdefghijkl' }], { keepHeaders: ['X-Correlation-Id'] });

  test('only those on the list keep their value, and not what is secret in it', () => {
    expect(
      known.headers([
        ['content-TYPE', 'application/json'],
        ['x-correlation-id', 'c-1'],
        ['Set-Cookie', 'session=1'],
        ['X-Api-Key', 'k'],
        ['Server', 'abcdefghijkl'],
        ['X-abcdefghijkl', '1'],
        ['Location', 'https://user:pw@host.example/?a=b'],
      ]),
    ).toEqual([
      ['content-TYPE', 'application/json'],
      ['x-correlation-id', 'c-1'],
      ['Set-Cookie', '[redacted]'],
      ['X-Api-Key', '[redacted]'],
      ['Server', '[redacted:$S]'],
      ['X-[redacted:$S]', '[redacted]'],
      ['Location', 'https://[redacted]@host.example/?a=b'],
    ]);
  });
});

test.describe('URLs', () => {
  const known = redactor([{ name: 'S', value: 'abc def/ghijkl' }]);

  test('a request URL keeps its query but for secrets', () => {
    expect(known.url('https://u:p@host.example/a?external_user_id=u-1&key=abc+def%2Fghijkl')).toBe(
      'https://[redacted]@host.example/a?external_user_id=u-1&key=[redacted:$S]',
    );
  });

  test('userinfo goes from texts as well, an e-mail address stays', () => {
    expect(known.text('no TLS with https://u:p@ss@host.example/, ask a@b.example')).toBe(
      'no TLS with https://[redacted]@host.example/, ask a@b.example',
    );
  });
});

test('also: further secrets for one exchange', () => {
  const known = redactor([{ name: 'S', value: 'abcdefghijkl' }]).also([{ name: 'T', value: 'token-1' }]);
  expect(known.text('abcdefghijkl token-1')).toBe('[redacted:$S] [redacted:$T]');
  expect(known.find('token-1 abcdefghijkl')).toEqual(['$T', '$S']);
});

test('a long secret goes in every spelling, wherever its first characters end', () => {
  const value = `${'a'.repeat(29)}\u{1f512}"${'b'.repeat(120)}`;
  const known = redactor([]).also([{ name: 'T', value }]);
  for (const spelled of [
    value,
    JSON.stringify(value),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
  ])
    expect(known.find(`so it was ${spelled}.`)).toEqual(['$T']);
});

test('a text that holds the words of a long secret, but not the secret, stays', () => {
  const known = redactor([]).also([{ name: 'T', value: `${'x="y",'.repeat(25)}oauth_nonce="0123456789abcdef"` }]);
  const text = `base string: ${'x=y&'.repeat(25)}oauth_nonce=0123456789abcdef, and so on: ${'.'.repeat(200)}`;
  expect(known.text(text)).toBe(text);
  expect(known.find(text)).toEqual([]);
});
