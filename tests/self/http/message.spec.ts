import { test, expect } from '@playwright/test';
import { headerValues, mediaTypeOf, readJson, refuseDoublyEncoded } from '../../../src/http/message.ts';

const read = (body: string | Buffer, truncated = false) => readJson({ body: Buffer.from(body), truncated });
const bytes = (...values: number[]) => Buffer.from(values);

test.describe('a strict reader of JSON (RFC 8259)', () => {
  for (const [text, value] of [
    ['{"a":[1,null]}', { a: [1, null] }],
    [' \r\n\t"x" ', 'x'],
    ['null', null],
    ['"ü\\ud83d\\ude00"', 'ü😀'],
  ] as const)
    test(`accepts ${text.trim()}`, () => {
      expect(read(text)).toEqual({ ok: true, value, bom: false });
    });

  test('skips a byte order mark and says so', () => {
    expect(read(Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from('{}')]))).toEqual({
      ok: true,
      value: {},
      bom: true,
    });
  });

  const refused: Record<string, [body: string | Buffer, problem: string]> = {
    'no bytes': ['', 'empty'],
    'a byte order mark alone': [bytes(0xef, 0xbb, 0xbf), 'empty'],
    'a byte that UTF-8 does not know': [bytes(0x22, 0xff, 0x22), 'not-utf8'],
    'an overlong encoding': [bytes(0x22, 0xc0, 0xaf, 0x22), 'not-utf8'],
    'an encoded surrogate': [bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 'not-utf8'],
    'half a character': [bytes(0x22, 0xc3), 'not-utf8'],
    'UTF-16': [Buffer.from('\uFEFF{}', 'utf16le'), 'not-utf8'],
    'a page of HTML': ['<html>hunter2</html>', 'not-json'],
    'bytes after the end': ['{} hunter2', 'not-json'],
    'two texts': ['{}{}', 'not-json'],
    'a text that breaks off': ['{"a":', 'not-json'],
    'a comment': ['{}//hunter2', 'not-json'],
    'a trailing comma': ['[1,]', 'not-json'],
    'single quotes': ["{'a':1}", 'not-json'],
    'a raw line break in a string': ['"a\nb"', 'not-json'],
    'a number with a leading zero': ['01', 'not-json'],
    NaN: ['NaN', 'not-json'],
    'blanks only': ['  ', 'not-json'],
    'ten megabytes of [': ['['.repeat(10_000_000), 'not-json'],
    'a million levels, closed': ['['.repeat(1e6) + ']'.repeat(1e6), 'not-json'],
    'a million levels of objects': ['{"a":'.repeat(1e6) + '1' + '}'.repeat(1e6), 'not-json'],
  };
  for (const [what, [body, problem]] of Object.entries(refused))
    test(`refuses ${what}`, () => {
      const json = read(body);
      expect(json).toMatchObject({ ok: false, problem });
      expect(json.ok ? '' : json.message).toMatch(/^[A-Z].*\.$/);
      expect(json.ok ? '' : json.message, 'the message quotes nothing of the body').not.toContain('hunter2');
    });

  test('refuses what is not whole, even where it reads as JSON', () => {
    expect(read('{}', true)).toMatchObject({ ok: false, problem: 'truncated' });
  });

  test('brackets in a long string are no nesting', () => {
    expect(read(JSON.stringify('\\"[{'.repeat(10_000)))).toMatchObject({ ok: true });
  });

  test('a string that holds an object is refused where the caller asks', () => {
    expect(refuseDoublyEncoded(read(JSON.stringify('{"a":1}')))).toMatchObject({
      ok: false,
      problem: 'doubly-encoded',
    });
    expect(refuseDoublyEncoded(read(JSON.stringify('[]')))).toMatchObject({ ok: false, problem: 'doubly-encoded' });
    for (const body of ['"plain"', '"1"', '"null"', '{"a":"{}"}', '3'])
      expect(refuseDoublyEncoded(read(body))).toEqual(read(body));
    expect(refuseDoublyEncoded(read(''))).toMatchObject({ problem: 'empty' });
  });
});

test.describe('media type', () => {
  const of = (...values: string[]) => mediaTypeOf({ headers: values.map((value) => ['Content-Type', value]) });
  for (const [value, expected] of [
    ['application/json', { type: 'application/json', parameters: {} }],
    ['Application/JSON;Charset=UTF-8', { type: 'application/json', parameters: { charset: 'utf-8' } }],
    ['text/plain ; charset="ISO \\"1\\"" ; a=b', { type: 'text/plain', parameters: { charset: 'iso "1"', a: 'b' } }],
    ['application/problem+json;', { type: 'application/problem+json', parameters: {} }],
  ] as const)
    test(value, () => expect(of(value)).toEqual(expected));

  test('none, malformed or contradictory', () => {
    expect(of()).toBeUndefined();
    expect(of('')).toBeUndefined();
    expect(of('json')).toBeUndefined();
    expect(of('application/json text')).toBeUndefined();
    expect(of('application/json', 'text/html')).toBeUndefined();
    expect(of('application/json', 'Application/json')).toEqual({ type: 'application/json', parameters: {} });
  });
});

test('header values by name in any case, in order', () => {
  const headers = [
    ['A', '1'],
    ['b', '2'],
    ['a', '3'],
  ] as const;
  expect(headerValues(headers, 'a')).toEqual(['1', '3']);
  expect(headerValues(headers, 'c')).toEqual([]);
});
