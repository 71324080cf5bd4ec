import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { secretPartsIn } from '../../../src/run/disclosure/secret-parts.ts';
import type { WireRequest } from '../../../src/http/types.ts';

const SECRET = `a1${randomBytes(13).toString('hex')}9z7q`;
const [FIRST, LAST] = [SECRET.slice(0, 4), SECRET.slice(-4)];

function sending(...headers: [string, string][]): WireRequest {
  return { method: 'POST', url: 'http://localhost/user/delete', headers };
}

const basic = (secret: string): [string, string] => [
  'Authorization',
  `Basic ${Buffer.from(`client:${secret}`).toString('base64')}`,
];

const saying = (whole: string) => ({ whole, redacted: () => whole });

const partsIn = (text: string, request = sending()): string[] =>
  secretPartsIn(saying(text), [{ name: 'KNOT_SECRET', value: SECRET }], request);

const SHOWN: Readonly<Record<string, string>> = {
  'both ends around a mask': `${FIRST}********${LAST}`,
  'both ends in words': JSON.stringify({
    message: `begins with "${SECRET.slice(0, 3)}", ends with "${SECRET.slice(-3)}"`,
  }),
  'the end behind a mask': `expected ****${LAST}`,
  'the beginning before dots': `expected ${SECRET.slice(0, 6)}...`,
  'the beginning before a mask of letters': `expected ${FIRST}xxxxxx`,
  'a piece of the middle': `...${SECRET.slice(10, 26)}...`,
};

for (const [name, text] of Object.entries(SHOWN))
  test(`a part is shown: ${name}`, () => {
    expect(partsIn(text)).toEqual(['KNOT_SECRET']);
    expect(partsIn(text, sending(basic('another secret altogether')))).toEqual(['KNOT_SECRET']);
  });

test('words, numbers, other masks and a secret of blanks are no parts', () => {
  for (const text of [
    'Invalid client_id or secret provided.',
    '****',
    'a1 is no end',
    `expected ****${LAST}b`,
    'x'.repeat(99),
  ])
    expect(partsIn(text), text).toEqual([]);
  const words = [{ name: 'KNOT_SECRET', value: 'correct horse battery staple' }];
  expect(secretPartsIn(saying('correct ... staple'), words, sending())).toEqual([]);
  expect(secretPartsIn(saying('abc***xyz'), [{ name: 'KNOT_SECRET', value: 'abc-1-xyz' }], sending())).toEqual([]);
});

test('a secret that begins with a word, or ends with a year, is not shown by that word or year', () => {
  const secrets = [{ name: 'KNOT_SECRET', value: 'secret-of-prod-2024' }];
  for (const text of ['Invalid secret...', 'secret of API 2024', '"secret": "****2024"', 'the secret… of prod'])
    expect(secretPartsIn(saying(text), secrets, sending()), text).toEqual([]);
});

test('what was sent may be repeated, whole or masked, and who sends the right one knows it', () => {
  const near = `${SECRET.slice(0, -1)}!`;
  expect(partsIn(`Not known: ${FIRST}****`, sending(basic(near)))).toEqual([]);
  expect(partsIn(`Not known: ${near.slice(4, 20)}`, sending(basic(near)))).toEqual([]);
  expect(partsIn(`${FIRST}****${LAST}`, sending(basic(SECRET)))).toEqual([]);
  expect(partsIn(`Not known: ${FIRST}****${LAST}`, sending(basic(SECRET.toUpperCase())))).toEqual([]);
  expect(
    partsIn(`Not known: ${FIRST}****`, { ...sending(), url: `http://localhost/?key=%61${near.slice(1)}` }),
  ).toEqual([]);
  expect(partsIn(`Expected ****${LAST}`, sending(basic(near)))).toEqual(['KNOT_SECRET']);
});

test('a megabyte of masks, or of one end, is searched all the same', () => {
  for (const mask of ['x', '*', '…', '.', FIRST])
    expect(partsIn(`${mask.repeat(1_000_000 / mask.length)} ****${LAST}`), mask).toEqual(['KNOT_SECRET']);
  expect(partsIn(LAST.repeat(250_000))).toEqual([]);
});
