import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { test, expect } from '@playwright/test';
import { curlLine } from '../../../src/evidence/curl.ts';
import type { CurlCredentials } from '../../../src/evidence/curl.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import type { WireRequest } from '../../../src/http/types.ts';

const secret = `s3'cret $(id) ${randomBytes(8).toString('hex')}`;
const redactor = createRedactor({
  secrets: [{ name: 'KNOT_SECRET', value: secret, id: 'client-1' }],
  contractTexts: '',
  keepHeaders: ['X-Odd', 'X-Empty'],
});
const URL_ = 'http://127.0.0.1:4010/user/delete';

/** The arguments that bash hands to curl when it runs the line. */
function argv(line: string): string[] {
  expect(line).not.toContain('\n');
  expect(line).not.toContain(secret);
  const { status, stdout } = spawnSync('bash', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`], {
    env: { PATH: process.env.PATH, KNOT_CLIENT_ID: 'client-1', KNOT_SECRET: secret },
  });
  expect(status).toBe(0);
  return stdout.toString().split('\0').slice(0, -1);
}

const run = (request: Partial<WireRequest>, credentials?: CurlCredentials) =>
  argv(curlLine({ method: 'POST', url: URL_, headers: [], ...request }, redactor, credentials));

test('a deletion with Basic credentials', () => {
  const request: WireRequest = {
    method: 'POST',
    url: URL_,
    headers: [
      ['authorization', `Basic ${Buffer.from(`client-1:${secret}`).toString('base64')}`],
      ['Content-Type', 'application/json'],
      ['Content-Length', '26'],
      ['Host', '127.0.0.1:4010'],
    ],
    body: Buffer.from('{"external_user_id":"u-1"}'),
  };
  const basic = { words: ['-u', '"$KNOT_CLIENT_ID:$KNOT_SECRET"'], dropHeaders: ['Authorization'] };
  const line = curlLine(request, redactor, basic);
  expect(line).toBe(
    `curl -sS -i -X POST ${URL_} -u "$KNOT_CLIENT_ID:$KNOT_SECRET" -H 'Content-Type: application/json' ` +
      `--data-binary '{"external_user_id":"u-1"}'`,
  );
  expect(argv(line).slice(4)).toEqual([
    URL_,
    '-u',
    `client-1:${secret}`,
    '-H',
    'Content-Type: application/json',
    '--data-binary',
    '{"external_user_id":"u-1"}',
  ]);
});

test.describe('any text arrives as it was', () => {
  for (const text of [
    `it's "quoted" \`id\` $(id) $HOME !! \\n`,
    'line\r\nbreak\ttab',
    '\u001b[31mred\u0007 \u202egnp \u009b',
    'ü😀',
    '-x',
    '@/etc/passwd',
    '',
    `a secret: ${secret}; and again ${secret}`,
    `control\n and ${secret}`,
    '~ * {a,b} [x] # no comment',
  ])
    test(JSON.stringify(text.replaceAll(secret, '…')), () => {
      const args = run({ body: Buffer.from(text), headers: [['Content-Type', 'text/plain']] });
      expect(args.at(-1)).toBe(text);
      expect(args.at(-2)).toBe(text.startsWith('@') ? '--data-raw' : '--data-binary');
    });
});

test('a line whose credentials cannot be written does nothing when it is pasted, and says what it lacks', () => {
  const headers = [
    ['X-Gateway-Key', 'k'],
    ['Authorization', 'Bearer t'],
  ] as const;
  const line = curlLine({ method: 'POST', url: URL_, headers }, redactor);
  expect(line).toMatch(/^# cannot be repeated as it is, for lack of X-Gateway-Key and Authorization: curl -sS -i /);
  expect(line).toContain(`-H 'Authorization: [redacted]'`);
  expect(argv(line)).toEqual([]);
  const before = { words: ['-H', '"Authorization: Bearer $TOKEN"'], dropHeaders: ['Authorization'], before: 'TOKEN=t' };
  expect(argv(curlLine({ method: 'GET', url: URL_, headers: [headers[1]] }, redactor, before))).toContain(
    'Authorization: Bearer t',
  );
});

test('headers: odd, empty, repeated', () => {
  const headers = [
    ['X-Odd', `it's`],
    ['X-Odd', 'again'],
    ['X-Empty', ''],
    ['Content-Length', '3'],
    ['Host', 'elsewhere.example'],
  ] as const;
  const args = run({ method: 'GET', headers });
  expect(args.filter((_, at) => args[at - 1] === '-H')).toEqual([
    `X-Odd: it's`,
    'X-Odd: again',
    'X-Empty;',
    'Content-Length: 3',
    'Host: elsewhere.example',
  ]);
});

test('the method and the URL are not curl’s to change', () => {
  expect(run({ method: 'GET' })).toEqual(['-sS', '-i', URL_]);
  expect(run({ method: 'HEAD' })).toEqual(['-sS', '-i', '-I', URL_]);
  expect(run({ method: 'GET', body: Buffer.from('{}') })).toEqual([
    '-sS',
    '-i',
    '-X',
    'GET',
    URL_,
    '-H',
    'Content-Type:',
    '--data-binary',
    '{}',
  ]);
  expect(run({ method: 'DELETE', url: `${URL_}/../x?a[]=1&b='` })).toEqual([
    '-sS',
    '-i',
    '-g',
    '--path-as-is',
    '-X',
    'DELETE',
    `${URL_}/../x?a[]=1&b='`,
  ]);
  expect(run({})).toEqual(['-sS', '-i', '-X', 'POST', URL_, '-H', 'Content-Type:', '--data-binary', '']);
});

test.describe('a body that cannot be typed is printed by a command, byte by byte', () => {
  /** What bash hands to curl as the body. */
  function bodyOf(line: string): Buffer {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `curl() { cat "\${!#:1}"; }\n${line}`]);
    expect([status, stderr.toString()]).toEqual([0, '']);
    return stdout;
  }
  const text: WireRequest = { method: 'POST', url: URL_, headers: [['Content-Type', 'text/plain']] };
  const ids = JSON.stringify(Array.from({ length: 500 }, () => randomUUID()));

  for (const [what, body] of [
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x27, 0x25, 0x5c, 0x0a])],
    ['NUL', Buffer.from('a\0b')],
    ['long and repetitive', Buffer.from(`{"id":"${'nobody-'.repeat(20_000)}"}\n`)],
    ['five hundred random ids', Buffer.from(ids)],
  ] as const)
    test(what, () => {
      const line = curlLine({ ...text, body }, redactor);
      expect(line).toMatch(new RegExp(` # the body: ${body.length} bytes, sha256 [0-9a-f]{64}$`));
      expect(line.length).toBeLessThan(16_000);
      expect(bodyOf(line).equals(body)).toBe(true);
    });

  test('unless it holds a secret, which nobody would find in it, or no command is short enough', () => {
    for (const body of [Buffer.from(`${'x'.repeat(5000)}${secret}`), randomBytes(40_000)]) {
      const line = curlLine({ ...text, body }, redactor);
      expect(line).toMatch(
        /^# cannot be repeated as it is, for lack of the body: curl -sS -i .* --data-binary '\d+ bytes/,
      );
      expect(argv(line)).toEqual([]);
    }
  });
});
