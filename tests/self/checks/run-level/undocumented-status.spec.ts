import { expect, test } from '@playwright/test';
import { isDeletion, verdictOf } from './lie.ts';

const REQUIREMENTS = ['deletion-has-no-undocumented-status', 'deleted-user-is-gone'] as const;

test('a status that the contract does not document is found wherever it came', async () => {
  expect(await verdictOf(REQUIREMENTS)).toBe('pass');
  let deletions = 0;
  expect(
    await verdictOf(REQUIREMENTS, (answer, request) =>
      isDeletion(request) && ++deletions === 3 ? { ...answer, status: 418 } : answer,
    ),
  ).toBe('fail');
});
