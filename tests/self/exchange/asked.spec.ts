import { expect, test } from '@playwright/test';
import { askedBy, isRefusal } from '../../../src/exchange/pacing/asked.ts';
import type { HeaderLines } from '../../../src/exchange/types.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const epoch = NOW / 1000;
const waitOf = (...headers: HeaderLines[number][]) => askedBy({ status: 429, headers }, NOW).waitMs;
const quotaOf = (...headers: HeaderLines[number][]) => askedBy({ status: 200, headers }, NOW).quota;

test('429 refuses for now, and 503 that says when', () => {
  expect(isRefusal({ status: 429, headers: [] }, NOW)).toBe(true);
  expect(isRefusal({ status: 503, headers: [['Retry-After', '5']] }, NOW)).toBe(true);
  for (const headers of [[], [['Retry-After', 'soon']]] as HeaderLines[])
    expect(isRefusal({ status: 503, headers }, NOW)).toBe(false);
  expect(isRefusal({ status: 200, headers: [['Retry-After', '5']] }, NOW)).toBe(false);
});

const waits: [what: string, headers: HeaderLines, ms: number | undefined][] = [
  ['seconds', [['Retry-After', '7']], 7000],
  ['a date', [['retry-after', 'Thu, 01 Jan 2026 12:01:00 GMT']], 60_000],
  ['a date in the past', [['Retry-After', 'Thu, 01 Jan 2026 11:00:00 GMT']], 0],
  ['a year', [['Retry-After', '31536000']], 31_536_000_000],
  ['the present draft', [['RateLimit', '"default";r=0;t=30']], 30_000],
  ['the longest of those that are used up', [['RateLimit', '"a";r=0;t=3, "b";r=0;t=40, "c";r=9;t=500']], 40_000],
  ['the earlier draft', [['RateLimit', 'limit=10, remaining=0, reset=12']], 12_000],
  [
    'fields by name',
    [
      ['RateLimit-Remaining', '0'],
      ['RateLimit-Reset', '9'],
    ],
    9000,
  ],
  ['seconds under X-', [['X-RateLimit-Reset', '11']], 11_000],
  [
    'an instant under X-',
    [
      ['X-RateLimit-Remaining', '0'],
      ['x-ratelimit-reset', String(epoch + 20)],
    ],
    20_000,
  ],
  ['an instant in ms', [['X-Rate-Limit-Reset', String(NOW + 4000)]], 4000],
  ['an instant in the past', [['X-RateLimit-Reset', String(epoch - 20)]], 0],
  [
    'Retry-After before all others',
    [
      ['RateLimit', '"a";r=0;t=30'],
      ['Retry-After', '2'],
    ],
    2000,
  ],
  ['nothing', [], undefined],
  [
    'nothing that can be read',
    [
      ['RateLimit', ';;==,"'],
      ['X-RateLimit-Reset', 'soon'],
    ],
    undefined,
  ],
];
for (const [what, headers, ms] of waits)
  test(`how long a refusal asks to wait: ${what}`, () => {
    expect(waitOf(...headers)).toBe(ms);
  });

test('a quota is told with every answer, the tightest counts, and a policy tells a rate', () => {
  expect(quotaOf(['RateLimit', '"burst";r=3;t=1, "day";r=900;t=3600'])).toEqual({ remaining: 3, resetMs: 1000 });
  expect(quotaOf(['X-RateLimit-Limit', '60'], ['X-RateLimit-Remaining', '59'])).toBeUndefined();
  expect(quotaOf(['X-RateLimit-Remaining', '59'], ['X-RateLimit-Reset', '60'])).toEqual({
    remaining: 59,
    resetMs: 60_000,
  });
  const { perSecond } = askedBy(
    { status: 200, headers: [['RateLimit-Policy', '"b";q=10;w=1, "day";q=86400;w=43200']] },
    NOW,
  );
  expect(perSecond).toBe(2);
});

test('ten thousand members are not read', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => `"p${index}";r=0;t=${index + 1}`).join(', ');
  expect(waitOf(['RateLimit', many])).toBe(20_000);
  expect(waitOf(...Array.from({ length: 10_000 }, (): [string, string] => ['RateLimit', '"a";r=0;t=5']))).toBe(5000);
});
