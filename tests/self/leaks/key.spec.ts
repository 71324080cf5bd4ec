import { expect, test } from '@playwright/test';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { pemOf, rsaPair } from '../auth/material.ts';
import { findAll, spellingsOf } from './secret-encodings.ts';

const pem = pemOf(rsaPair('echoed').privateKey);
const lines = pem.split('\n').filter((line) => line.length === 64);
const { text } = createRedactor({ secrets: [{ name: 'KEY', value: pem }], contractTexts: '', keepHeaders: [] });
const canaries = [{ name: 'key', pieces: lines.map((line) => Buffer.from(line)) }];

for (const spelling of spellingsOf(Buffer.from(pem)).keys()) {
  test(`a private key that is spelt ${spelling} is not told`, () => {
    const spelt = spellingsOf(Buffer.from(pem)).get(spelling)!.toString();
    expect(findAll(canaries, new Map([['text', Buffer.from(text(spelt))]]))).toEqual([]);
  });
}
