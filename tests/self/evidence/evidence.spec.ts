import { createHash, randomBytes } from 'node:crypto';
import { test, expect } from '@playwright/test';
import { toEvidence } from '../../../src/evidence/evidence.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import type { Exchange, WireResponse } from '../../../src/http/types.ts';

const secret = randomBytes(16).toString('hex');
const redactor = createRedactor({
  secrets: [{ name: 'KNOT_SECRET', value: secret }],
  contractTexts: '',
  keepHeaders: [],
});
const token = randomBytes(12).toString('hex');

const response = (body: string | Buffer, more: Partial<WireResponse> = {}): WireResponse => ({
  status: 200,
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from(body),
  truncated: false,
  durationMs: 12.4,
  ...more,
});
const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  role: 'act',
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  conforms: true,
  request: {
    method: 'POST',
    url: 'http://127.0.0.1:4010/user/delete?u=1',
    headers: [['Authorization', `Bearer ${token}`]],
    body: Buffer.from('{"external_user_id":"u-1"}'),
  },
  ...more,
});
const bodyOf = (given: WireResponse) => toEvidence(exchange({ response: given }), redactor).response?.body;

test('an exchange as it is written', () => {
  const evidence = toEvidence(exchange({ response: response('{"message":"Success"}') }), redactor, {
    schemaErrors: [{ path: '/message', message: `must not be ${secret}` }],
    curl: { words: ['-H', '"Authorization: Bearer $KNOT_TOKEN"'], dropHeaders: ['Authorization'] },
  });
  expect(evidence).toEqual({
    role: 'act',
    at: '2026-01-02T03:04:05.006Z',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:4010/user/delete?u=1',
      headers: [['Authorization', '[redacted]']],
      body: '{"external_user_id":"u-1"}',
      bodyBytes: 26,
    },
    response: {
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body: '{"message":"Success"}',
      bodyBytes: 21,
      truncated: false,
      durationMs: 12,
    },
    schemaErrors: [{ path: '/message', message: 'must not be [redacted:$KNOT_SECRET]' }],
    curl: expect.stringContaining('"Authorization: Bearer $KNOT_TOKEN"'),
  });
});

test('an exchange without an answer', () => {
  const error = { kind: 'reset', message: `gone ${secret}`, durationMs: 1.6 } as const;
  const evidence = toEvidence(exchange({ error }), redactor);
  expect(evidence.error).toEqual({ kind: 'reset', message: 'gone [redacted:$KNOT_SECRET]', durationMs: 2 });
  expect(evidence).not.toHaveProperty('response');
});

test('no secret leaves: neither the known ones nor the Authorization value of this request', () => {
  const echoed = response(JSON.stringify({ secret, authorization: `Bearer ${token}`, only: token }), {
    headers: [
      ['Server', token],
      ['X-Echo', secret],
    ],
  });
  const written = JSON.stringify(toEvidence(exchange({ response: echoed }), redactor));
  expect(written).not.toContain(secret);
  expect(written).not.toContain(token);
});

test.describe('bodies', () => {
  test('4,096 bytes are shown whole, more are cut and counted', () => {
    expect(bodyOf(response('x'.repeat(4096)))).toBe('x'.repeat(4096));
    expect(bodyOf(response('x'.repeat(5000)))).toBe(`${'x'.repeat(4096)}\n[4096 of 5000 bytes]`);
    expect(bodyOf(response('x'.repeat(5000), { truncated: true }))).toBe(
      `${'x'.repeat(4096)}\n[4096 of at least 5000 bytes]`,
    );
  });

  test('a character is not cut in half', () => {
    expect(bodyOf(response(`x${'ü'.repeat(3000)}`))).toBe(`x${'ü'.repeat(2047)}\n[4096 of 6001 bytes]`);
    expect(bodyOf(response(Buffer.from([0x78, 0xc3]), { truncated: true }))).toBe('x');
  });

  test('a secret is not cut in half', () => {
    for (let before = 4060; before <= 4096; before++)
      expect(bodyOf(response('x'.repeat(before) + secret + 'y'.repeat(100)))).not.toContain(secret.slice(0, 4));
  });

  test('what is not text is a size and a hash', () => {
    for (const body of [Buffer.from([0xff, 0xfe]), Buffer.from('a\0')])
      expect(bodyOf(response(body))).toBe(`2 bytes, sha256 ${createHash('sha256').update(body).digest('hex')}`);
  });

  test('none is null', () => {
    expect(bodyOf(response(''))).toBeNull();
    const { request } = toEvidence(
      exchange({ request: { method: 'GET', url: 'http://127.0.0.1/', headers: [] } }),
      redactor,
    );
    expect(request).toMatchObject({ body: null, bodyBytes: 0 });
  });
});
