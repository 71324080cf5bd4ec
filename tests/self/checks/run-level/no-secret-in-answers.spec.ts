import { expect, test } from '@playwright/test';
import { isDeletion, verdictOf, withBody } from './lie.ts';

const REQUIREMENTS = ['responses-hold-no-secrets', 'deleted-user-is-gone'] as const;

test('a secret of the run in any answer is found, and so is a stack trace', async () => {
  expect(await verdictOf(REQUIREMENTS)).toBe('pass');
  expect(
    await verdictOf(REQUIREMENTS, (answer, { headers, url }) => {
      const sent = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
      return url.includes('/accounts/get') ? { ...answer, headers: [...answer.headers, ['X-Debug', sent]] } : answer;
    }),
  ).toBe('fail');
  const trace =
    'TypeError: x is undefined\n    at handle (/srv/app/server.js:10:7)\n    at next (/srv/app/router.js:3:1)';
  expect(
    await verdictOf(REQUIREMENTS, (answer, request) =>
      isDeletion(request) && answer.status === 400 ? withBody(answer, { error_message: trace }) : answer,
    ),
  ).not.toBe('pass');
});
