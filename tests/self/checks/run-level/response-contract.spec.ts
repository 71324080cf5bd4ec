import { expect, test } from '@playwright/test';
import { isDeletion, verdictOf, withBody } from './lie.ts';

const REQUIREMENTS = ['deletion-answer-keeps-the-contract', 'deleted-user-is-gone'] as const;

test('every answer of the operation is compared with its documented schema', async () => {
  expect(await verdictOf(REQUIREMENTS)).toBe('pass');
  expect(
    await verdictOf(REQUIREMENTS, (answer, request) =>
      isDeletion(request) && answer.status === 200 ? withBody(answer, { message: 7 }) : answer,
    ),
  ).toBe('fail');
});

test('an answer that never came proves nothing', async () => {
  expect(await verdictOf(['server-error-keeps-the-contract', 'deleted-user-is-gone'])).toBe('not-observed');
});
