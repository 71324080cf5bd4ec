import { expect, test } from '@playwright/test';
import { NO_TIMES } from '../../../src/run/run-durations.ts';
import { parseRunOptions } from '../../../src/session/parse-options.ts';

test('CONFORMANCE_OPTIONS takes the times as the command does', () => {
  expect(parseRunOptions('--wait 60s --max-time 10m').times).toEqual({
    ...NO_TIMES,
    waitMs: 60_000,
    maxTimeMs: 600_000,
  });
  expect(parseRunOptions('--max-time 24h').times).toEqual({ ...NO_TIMES, maxTimeMs: 86_400_000 });
  expect(parseRunOptions('--linger 30s').times).toEqual({ ...NO_TIMES, lingerMs: 30_000 });
  expect(parseRunOptions('').times).toEqual(NO_TIMES);
});

for (const text of ['60', '0s', '-1s', '1.5m', '25h', '999999999h', 's', '10ms'])
  for (const option of ['--wait', '--max-time', '--linger'])
    test(`${option} ${text} is refused by its name`, () => {
      expect(() => parseRunOptions(`${option}=${text}`)).toThrow(
        `${option} takes a time above 0 and up to 24h, such as 60s or 10m, not "${text}".`,
      );
    });

test('a run lingers for longer than every run watches', () => {
  for (const text of ['1s', '2s'])
    expect(() => parseRunOptions(`--linger ${text}`)).toThrow(
      `--linger takes a time above 2s, which every run watches, such as 30s, not "${text}".`,
    );
});

test('a replay has nobody to wait for, and a recording holds whole runs', () => {
  expect(() => parseRunOptions('--replay tapes --wait 60s')).toThrow('so --wait changes nothing: leave it out');
  expect(() => parseRunOptions('--replay tapes --max-time 1m')).toThrow('so --max-time changes nothing: leave it out');
  expect(() => parseRunOptions('--replay tapes --linger 30s')).toThrow('so --linger changes nothing: leave it out');
  expect(() => parseRunOptions('--record tapes --linger 30s')).toThrow('leave out --linger');
  expect(() => parseRunOptions('--record tapes --max-time 1m')).toThrow('leave out --max-time');
});
