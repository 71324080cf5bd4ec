import { expect, test } from '@playwright/test';
import { REASONS } from '../../../src/verdict/types.ts';
import { withheld } from '../../../src/verdict/withheld.ts';

for (const [reason, verdict] of [
  ['held-back', 'not-run'],
  ['provoking', 'not-run'],
  ['credential-limit', 'not-run'],
  ['transport', 'not-applicable'],
  ['no-user', 'not-run'],
  ['credentials-refused', 'inconclusive'],
  ['suite', 'error'],
] as const)
  test(`a request that was withheld as ${reason} is ${verdict}`, () => {
    expect(withheld({ message: 'Why.', reason })).toEqual({ verdict, reason, message: 'Why.' });
    expect(REASONS).toContain(reason);
  });

test('a request that was lost was not withheld', () => {
  expect(withheld({ message: 'Lost.' })).toBeUndefined();
  expect(withheld(undefined)).toBeUndefined();
});
