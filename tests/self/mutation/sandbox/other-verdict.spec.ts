import { expect, test } from '@playwright/test';
import { otherVerdict } from './other-verdict.ts';

const plain = { own: 'pass', all: 'pass' } as const;

test('another verdict is told with its requirement', () => {
  expect(otherVerdict({ own: 'warn', all: 'pass' }, plain, new Set())).toBe('own warn');
  expect(otherVerdict({ own: 'pass', all: 'pass' }, plain, new Set())).toBeUndefined();
});

test('what is judged of all exchanges may see nothing in a part of a run, and not in a whole one', () => {
  const verdicts = { own: 'pass', all: 'not-observed' } as const;
  expect(otherVerdict(verdicts, plain, new Set(['all']))).toBeUndefined();
  expect(otherVerdict(verdicts, plain, new Set())).toBe('all not-observed');
  expect(otherVerdict({ own: 'pass', all: 'fail' }, plain, new Set(['all']))).toBe('all fail');
});
