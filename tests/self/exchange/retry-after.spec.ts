import { test, expect } from '@playwright/test';
import { parseHttpDate } from '../../../src/exchange/http-date.ts';
import { retryAfterMs } from '../../../src/exchange/retry-after.ts';
import type { HeaderLines } from '../../../src/exchange/types.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const wait = (headers: HeaderLines, status = 429, longestMs = 60_000) =>
  retryAfterMs({ status, headers }, NOW, longestMs);
const after = (value: string): HeaderLines => [['Retry-After', value]];

test.describe('how long to wait', () => {
  const cases: [what: string, headers: HeaderLines, ms: number | undefined][] = [
    ['seconds', after('7'), 7000],
    ['seconds with blanks', [['retry-after', ' 7 ']], 7000],
    ['at once', after('0'), 0],
    ['longer than the cap', after('61'), 60_000],
    ['longer than any number', after('9'.repeat(400)), 60_000],
    ['a date', after('Thu, 01 Jan 2026 12:00:30 GMT'), 30_000],
    ['a date of RFC 850', after('Thursday, 01-Jan-26 12:00:30 GMT'), 30_000],
    ['a date of asctime', after('Thu Jan  1 12:00:30 2026'), 30_000],
    ['a date that has passed', after('Thu, 01 Jan 2026 11:00:00 GMT'), 0],
    ['a date beyond the cap', after('Fri, 02 Jan 2026 12:00:00 GMT'), 60_000],
    [
      'a date on a clock that is an hour ahead',
      [...after('Thu, 01 Jan 2026 13:00:30 GMT'), ['Date', 'Thu, 01 Jan 2026 13:00:00 GMT']],
      30_000,
    ],
    ['a date beside a Date that is none', [...after('Thu, 01 Jan 2026 12:00:30 GMT'), ['Date', 'today']], 30_000],
    ['nothing said', [], undefined],
    ['said twice', [...after('1'), ...after('2')], undefined],
    ['nothing in it', after(''), undefined],
    ['a fraction', after('1.5'), undefined],
    ['a negative number', after('-1'), undefined],
    ['words', after('soon'), undefined],
    ['an ISO date', after('2026-01-01T12:00:30Z'), undefined],
  ];
  for (const [what, headers, ms] of cases)
    test(what, () => {
      expect(wait(headers)).toBe(ms);
    });

  test('503 too, no other status', () => {
    expect([503, 502, 301, 202, 200].map((status) => wait(after('7'), status))).toEqual([
      7000,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test.describe('an HTTP-date', () => {
  test('a year of two digits is never more than 50 years ahead', () => {
    const year = (text: string) =>
      new Date(parseHttpDate(`Sunday, 06-Nov-${text} 08:49:37 GMT`, NOW) ?? NaN).getUTCFullYear();
    expect(['94', '26', '76', '77', '00'].map(year)).toEqual([1994, 2026, 2076, 1977, 2000]);
  });

  test('the three forms of one instant', () => {
    const forms = ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'];
    expect(forms.map((text) => parseHttpDate(text, NOW))).toEqual(forms.map(() => 784_111_777_000));
  });

  test('a leap second is the next minute', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', NOW)).toBe(Date.UTC(2017, 0, 1));
  });

  for (const text of [
    'Sat, 31 Feb 2026 08:00:00 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:00 GMT',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0200',
    '06 Nov 1994',
    '',
  ])
    test(`not "${text}"`, () => {
      expect(parseHttpDate(text, NOW)).toBeUndefined();
    });
});
