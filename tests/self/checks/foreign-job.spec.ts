import { expect, test } from '@playwright/test';
import { judgedWith, judgedWithout } from './jobs.ts';

const TENANT = 'request-of-another-account-is-not-found';
const NOBODY = 'request-needs-the-key';

test("another tenant's job must not be readable, and only that row finds it", async () => {
  const open = { shows: <T>(job: T) => job };
  expect((await judgedWith(TENANT, {})).verdict).toBe('pass');
  expect((await judgedWith(TENANT, open)).verdict).toBe('fail');
  expect((await judgedWith(NOBODY, open)).verdict).toBe('pass');
});

test('a job that its own caller cannot read says nothing of others', async () => {
  expect(await judgedWith(TENANT, { shows: () => undefined })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'setup',
  });
});

test('what it finds, it finds by itself', async () => {
  expect(await judgedWithout('foreign-job', TENANT, { shows: (job) => job })).not.toBe('fail');
});
