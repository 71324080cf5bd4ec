import { expect, test } from '@playwright/test';
import { Progress, type Ticker } from '../../../reporters/progress.ts';
import { readBack } from '../../../src/evidence/redacted.ts';

/** Time that passes when the test says so. */
function handTicker() {
  let now = 1_000_000;
  let acts: { readonly ms: number; due: number; readonly act: () => void }[] = [];
  const ticker: Ticker = {
    now: () => now,
    every(ms, act) {
      const one = { ms, due: now + ms, act };
      acts.push(one);
      return () => (acts = acts.filter((other) => other !== one));
    },
  };
  const pass = (ms: number): void => {
    for (const end = now + ms; now < end;) {
      now += 500;
      for (const one of acts.filter(({ due }) => due <= now)) {
        one.due += one.ms;
        one.act();
      }
    }
  };
  return { ticker, pass, now: () => now, open: () => acts.length };
}

function following(
  isTTY: boolean,
  status: () => { requests: number; perSecond: number | null; pausedUntil: number | null },
) {
  const time = handTicker();
  const written: string[] = [];
  const progress = new Progress({ isTTY, columns: 200, write: (text) => written.push(text) }, 100);
  progress.follow(status, time.ticker);
  const done = (count: number): void => {
    for (let left = count; left > 0; left -= 1) progress.done(readBack('knot/a-row'), 'pass');
  };
  return { ...time, progress, written, done };
}

test('in a log nothing more is said of a run of ten seconds, and of a longer one a line every 15 s', () => {
  const { pass, written, progress, done, open } = following(false, () => ({
    requests: 61,
    perSecond: null,
    pausedUntil: null,
  }));
  done(20);
  pass(14_000);
  expect(written).toEqual([]);
  pass(1000);
  expect(written).toEqual(['20 of 100 done, 61 requests, 4.1/s, about 60 s left\n']);
  pass(45_000);
  expect(written).toHaveLength(4);
  progress.end();
  pass(60_000);
  expect([written.length, open()]).toEqual([4, 0]);
});

test('a pause, the pace and the time left are told', () => {
  const time = { now: () => 0 };
  const found = following(false, () => ({ requests: 240, perSecond: 0.9, pausedUntil: time.now() + 43_000 }));
  time.now = found.now;
  found.done(10);
  found.pass(15_000);
  found.pass(15_000);
  expect(found.written.at(-1)).toBe('10 of 100 done, 240 requests, 0.9/s, paused for 43 s, about 5 min left\n');
});

test('on a terminal the moving line tells it from ten seconds on, and nothing stays', () => {
  const { pass, written, progress, done } = following(true, () => ({
    requests: 1,
    perSecond: null,
    pausedUntil: null,
  }));
  done(1);
  pass(9500);
  expect(written).toHaveLength(1);
  expect(written[0]).toContain('[1/100]');
  pass(2000);
  expect(written.at(-1)).toMatch(/^\r\u001b\[2K1 of 100 done, 1 request, 0\.1\/s, about \d+ min left$/);
  done(1);
  expect(written.at(-1)).toMatch(/^\r\u001b\[2K2 of 100 done/);
  expect(written.join('')).not.toContain('\n');
  progress.end();
  expect(written.at(-1)).toBe('\r\u001b[2K');
});
