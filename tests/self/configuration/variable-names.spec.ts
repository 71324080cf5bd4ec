import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from '@playwright/test';
import { knownNames, RUN_NAMES } from '../../../src/configuration/variables.ts';
import { readEnvironment } from '../../../src/configuration/index.ts';
import { knot, mastercard, refusal } from './fixtures.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'target-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the process environment wins over .env', () => {
  const [name, value] = Object.entries(process.env).find(([, text]) => text !== undefined && text !== '')!;
  writeFileSync(join(folder, '.env'), `\uFEFFDOT_ENV_ONLY="a b" # said in .env\n${name}=from-the-file\n`);
  expect(readEnvironment(folder)).toMatchObject({ DOT_ENV_ONLY: 'a b', [name]: value });
});

test('no .env is no mistake', () => {
  expect(readEnvironment(folder)).toEqual({ ...process.env });
});

test('a .env that cannot be read is', () => {
  mkdirSync(join(folder, '.env'));
  const message = refusal(() => readEnvironment(folder));
  expect(message).toContain('.env cannot be read');
  expect(message).not.toContain(folder);
});

test('.env.example documents every name, all commented out', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
  expect(parseEnv(text)).toEqual({});
  const uncommented = parseEnv(text.replaceAll(/^# ?(?=[A-Z_]+=)/gm, ''));
  // Payload encryption and card ranges are open to every vendor, and used by one of these two.
  const unused = ['KNOT_ENCRYPTION_CERT', 'KNOT_ENCRYPTION_FINGERPRINT', 'KNOT_CARD_RANGES'];
  const names = [...RUN_NAMES, ...[knot, mastercard].flatMap(knownNames)].filter((name) => !unused.includes(name));
  expect(Object.keys(uncommented).sort()).toEqual(names.sort());
});
