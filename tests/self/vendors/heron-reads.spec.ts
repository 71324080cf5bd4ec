import { expect, test } from '@playwright/test';
import { slowIf } from '../part.ts';
import { loadEdited } from './edited-vendor.ts';
import { heronServer, problem } from './heron-server.ts';
import { complaints, failing, judge } from './judge.ts';

// What a read that is answered any 5xx says of a user: what the profile says of it, and nothing otherwise.

const SLUG = 'user-is-gone-when-the-job-is-done';

/** Judges a server whose read of a deleted user is answered with this status, which its profile calls gone. */
async function judgedWith(status: number, gone = status) {
  const vendor = await loadEdited({
    vendor: 'heron',
    file: 'profile.yaml',
    passage: 'gone: [{ status: 404, /error: user_unknown }]',
    replacement: `gone: [{ status: ${gone}, /error: user_gone }, { status: 404 }]`,
  });
  const notThere = (wasThere: boolean): Response =>
    wasThere ? problem(status, 'user_gone') : problem(404, 'user_unknown');
  return judge(
    (clock) => heronServer(clock, { notThere }),
    undefined,
    ({ slug }) => slug === SLUG,
    { vendor },
  );
}

for (const status of [501, 503])
  test(`a read that is answered ${status} says gone where the profile says so`, slowIf(status !== 503), async () => {
    const results = await judgedWith(status);
    expect(complaints(results)).toEqual([]);
    expect(results.requirements.find(({ id }) => id === `heron/${SLUG}`)?.verdict).toBe('pass');
  });

for (const status of [501, 502, 503, 504])
  test(
    `a read that is answered ${status} accuses nobody where the profile says nothing of it`,
    slowIf(status !== 503),
    async () => {
      const results = await judgedWith(status, status === 503 ? 501 : 503);
      expect(failing(results)).toEqual([]);
      expect(results.requirements.find(({ id }) => id === `heron/${SLUG}`)?.verdict).toBe('inconclusive');
    },
  );
