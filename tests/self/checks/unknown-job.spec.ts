import { expect, test } from '@playwright/test';
import { judgedWith } from './jobs.ts';

const ROW = 'unknown-request-is-not-found';

test('the read of a job that does not exist must find none', async () => {
  expect((await judgedWith(ROW, {})).verdict).toBe('pass');
  const found = await judgedWith(ROW, {
    answer: (response, method, path) =>
      method === 'GET' && path.startsWith('/privacy/requests/') && response.status === 404
        ? Response.json({ id: path.split('/').at(-1), status: 'completed' })
        : response,
  });
  expect(found.verdict).toBe('fail');
  expect(found.actual).toMatch(/status 200|job done/);
});
