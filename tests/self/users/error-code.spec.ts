import { expect, test } from '@playwright/test';
import { errorCodeOf } from '../../../src/users/error-code.ts';

const AT = '/errors/*/code';
const answered = (body: unknown) => ({
  response: {
    status: 400,
    headers: [['content-type', 'application/json'] as const],
    body: Buffer.from(JSON.stringify(body)),
    truncated: false,
    durationMs: 1,
  },
});
const listing = (...codes: unknown[]) => answered({ errors: codes.map((code) => ({ code })) });

test('an answer with one error has its code, as it is', () => {
  expect(errorCodeOf(listing('GONE'), AT)).toBe('GONE');
  expect(errorCodeOf(listing(404), AT)).toBe(404);
  expect(errorCodeOf(answered({ code: 'GONE' }), '/code')).toBe('GONE');
});

test('a list of errors says the same in any order (A43)', () => {
  expect(errorCodeOf(listing('GONE', 'ALSO'), AT)).toBe(errorCodeOf(listing('ALSO', 'GONE', 'GONE'), AT));
  expect(errorCodeOf(listing('GONE', 'ALSO'), AT)).not.toBe(errorCodeOf(listing('GONE'), AT));
});

test('an answer without a code has none', () => {
  for (const none of [listing(), answered({ errors: { code: 'GONE' } }), answered('no'), {}])
    expect(errorCodeOf(none, AT)).toBeUndefined();
});
