import { expect, test } from '@playwright/test';
import { publicUrl } from '../../../src/http/public-url.ts';

for (const [given, shown] of [
  ['https://u:p@host.example/a/?key=1&b=&token#f', 'https://host.example/a?key=[redacted]&b=[redacted]&[redacted]'],
  ['http://127.0.0.1:4010/cts', 'http://127.0.0.1:4010/cts'],
  ['http://[::1]:4010/', 'http://[::1]:4010'],
] as const)
  test(`of ${given.replace(/\/\/.*@/, '//…@')} a report shows neither who signs in nor what a query holds`, () => {
    expect(publicUrl(given)).toBe(shown);
  });
