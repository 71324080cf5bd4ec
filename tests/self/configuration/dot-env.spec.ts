import { expect, test } from '@playwright/test';
import { parseDotEnv } from '../../../src/configuration/dot-env.ts';
import { refusal, select } from './fixtures.ts';

const parse = (text: string) => parseDotEnv(Buffer.from(text));

test('variables, comments, quotes over several lines and somebody else’s names are read', () => {
  const text =
    '# KNOT_SECRET: no\nexport KNOT_BASE_URL=http://127.0.0.1:1\n\nPEM="-----BEGIN\nA_KEY: in it\n-----END"\nurl=x:y\n';
  expect(parse(text)).toMatchObject({ KNOT_BASE_URL: 'http://127.0.0.1:1', url: 'x:y' });
  expect(parse('# all of it\n# is a comment\n')).toEqual({});
});

const USELESS: Readonly<Record<string, readonly [text: string, says: string]>> = {
  YAML: ['# target\nKNOT_BASE_URL: http://127.0.0.1:1\nKNOT_SECRET: s3cret-value\n', 'line 2: this is YAML or JSON'],
  'YAML among variables': ['A=b\n  - KNOT_SECRET: s3cret-value\n', 'line 2: this is YAML or JSON'],
  JSON: ['{\n "KNOT_SECRET": "s3cret-value"\n}\n', 'line 2: this is YAML or JSON'],
  PowerShell: ['$env:KNOT_SECRET = "s3cret-value"\n', 'line 1: this is PowerShell'],
  'a batch file': ['set KNOT_SECRET=s3cret-value\n', 'line 1: this is a command of Windows'],
  'nested YAML': ['knot:\n  secret s3cret-value\n', 'line 1: the file sets nothing'],
};

for (const [what, [text, says]] of Object.entries(USELESS))
  test(`a .env in another notation is refused with its line: ${what}`, () => {
    const message = refusal(() => parse(text));
    expect(message).toContain(`.env, ${says}`);
    expect(message).not.toContain('s3cret-value');
  });

test('a .env in UTF-16 is refused, with and without a byte order mark', () => {
  const utf16 = Buffer.from('KNOT_BASE_URL=http://127.0.0.1:1\r\n', 'utf16le');
  for (const bytes of [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), utf16, Buffer.from(utf16).swap16()])
    expect(refusal(() => parseDotEnv(bytes))).toContain('line 1: the file is UTF-16');
});

for (const name of ['KNTO_BASE_URL', 'Knot-Base-Url', 'KNOTBASEURL', 'MASTERCRAD_CONSUMER_KEY', 'KNOT_SECERT'])
  test(`where nothing else is configured, ${name} is a slip and no reason to judge the sandbox`, () => {
    expect(refusal(() => select({ [name]: 's3cret-value' }))).toMatch(/did you mean "(?:KNOT|MASTERCARD)_/);
    expect(select({ [name]: 's3cret-value' }, { sandbox: true }).kind).toBe('sandbox');
  });

const SERVICES = {
  GITHUB_ACTIONS: 'true',
  GITLAB_CI: 'true',
  JENKINS_URL: 'https://jenkins.example/',
  TF_BUILD: 'True',
  CIRCLECI: 'true',
  BUILDKITE: 'true',
  TEAMCITY_VERSION: '2026.1',
  TRAVIS: 'true',
  APPVEYOR: 'True',
  BITBUCKET_BUILD_NUMBER: '7',
};

for (const [name, value] of Object.entries(SERVICES))
  test(`${name} says that it is CI: nothing configured is refused`, () => {
    expect(refusal(() => select({ [name]: value }))).toContain(`in CI (the variable ${name} is set)`);
    expect(select({ [name]: value, CI: 'false' }).kind).toBe('sandbox');
  });
