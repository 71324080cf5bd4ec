import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Secret } from '../../../src/auth/types.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';

const redactor = (secrets: Secret[]) => createRedactor({ secrets, contractTexts: '', keepHeaders: [] });

const everyByte = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const everyUnit = (text: string) =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

test('of secrets that overlap nothing is left', () => {
  const [first, second, inner] = ['abcdefghijkl-1234567890', '1234567890-mnopqrstuvwx', 'hijkl-123456'];
  const secrets = [first, second, inner].map((value, at) => ({ name: 'ABC'[at] ?? '', value }));
  expect(redactor(secrets).text('<abcdefghijkl-1234567890-mnopqrstuvwx>')).toBe('<[redacted:$A]>');
  expect(redactor(secrets).text(`<${encodeURIComponent(inner)}>`)).toBe('<[redacted:$C]>');
  expect(redactor([{ name: 'R', value: 'ab-ab-ab-ab-ab' }]).text('<ab-ab-ab-ab-ab-ab-ab>')).toBe('<[redacted:$R]>');
});

test('JSON in JSON, four times', () => {
  const value = `pa"ss/word\\x-${randomBytes(6).toString('hex')}`;
  let spelled = value;
  for (let depth = 1; depth <= 4; depth++) {
    spelled = JSON.stringify(spelled).slice(1, -1);
    expect(redactor([{ name: 'S', value }]).text(`<${spelled}>`), String(depth)).toBe('<[redacted:$S]>');
  }
});

test('every character of a long one escaped, of any plane', () => {
  const value = `${'key-of-a-header, '.repeat(12)}é\u{1f512}${randomBytes(6).toString('hex')}`;
  for (const spell of [everyUnit, everyByte])
    expect(redactor([{ name: 'L', value }]).text(`%41<${spell(value)}>%42`)).toBe('%41<[redacted:$L]>%42');
});

test('JSON that is spelled in another way after that', () => {
  const value = `s/${randomBytes(6).toString('hex')}"/'<&>~\\\\${randomBytes(6).toString('hex')}`;
  const inJson = JSON.stringify(value).slice(1, -1);
  const html = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  const named = (text: string) => html(text).replaceAll('&#38;', '&amp;').replaceAll('&#34;', '&quot;');
  const pointer = (text: string) => text.replaceAll('~', '~0').replaceAll('/', '~1');
  for (const json of [inJson, inJson.replaceAll('/', '\\/')])
    for (const spell of [html, named, (text: string) => named(named(text)), pointer, encodeURIComponent, everyByte])
      expect(redactor([{ name: 'S', value }]).text(`<${spell(json)}>`), spell(json)).toBe('<[redacted:$S]>');
});
