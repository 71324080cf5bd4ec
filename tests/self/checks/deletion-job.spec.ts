import { expect, test } from '@playwright/test';
import { judgedWith, judgedWithout } from './jobs.ts';

const ROW = 'contact-is-gone-when-completed';

test('a job that is done and a user who is gone pass; the look after the job is what counts', async () => {
  const { verdict, evidence } = await judgedWith(ROW, {});
  expect(verdict).toBe('pass');
  expect(evidence.some(({ request }) => /\/privacy\/requests\/./.test(request.url))).toBe(true);
});

test('a job that says done is done, whoever is still there', async () => {
  const still = await judgedWith(ROW, { erase: () => undefined });
  expect(still.verdict).toBe('fail');
  expect(still.actual).toContain('victim living');
});

test('what becomes of the job is a fact of its own: failed, unknown, missing from the answer', async () => {
  const fails = (ageMs: number): string => (ageMs === 0 ? 'pending' : 'failed');
  expect((await judgedWith(ROW, { status: fails })).actual).toContain('job failed');
  expect((await judgedWith(ROW, { shows: () => undefined })).actual).toContain('job unknown');
});

test('what it finds, it finds by itself', async () => {
  expect(await judgedWithout('deletion-job', ROW, { erase: () => undefined })).not.toBe('fail');
});
