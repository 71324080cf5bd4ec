import { expect, test } from '@playwright/test';
import { SLOW } from '../part.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf } from './in-process.ts';

test.afterAll(disposeOfKeys);

const HOUR_MS = 3_600_000;

test('what needs no erasure is judged while the deletion is pending; erasure and isolation wait', async () => {
  const results = await judgeKnot({
    deletionDelayMs: HOUR_MS,
    environment: { KNOT_DELETION_DEADLINE_MS: String(2 * HOUR_MS), KNOT_SETTLE_MS: '100' },
    select: ({ id }) => /deletion-is-accepted|deleted-user-is-gone|other-users-are-untouched/.test(id),
  });
  expect(resultOf(results, 'deletion-is-accepted')).toMatchObject({ verdict: 'pass', reason: null });
  for (const slug of ['deleted-user-is-gone', 'other-users-are-untouched'])
    expect(resultOf(results, slug)).toMatchObject({ verdict: 'inconclusive', reason: 'pending' });
});

test('a batch that answers 202 and lists its users is judged by that at once', SLOW, async () => {
  const environment = { MASTERCARD_SETTLE_MS: '100', MASTERCARD_DELETION_DEADLINE_MS: String(2 * HOUR_MS) };
  const results = await judgeMastercard({
    deletionDelayMs: HOUR_MS,
    environment,
    select: ({ id }) => /deletion-is-accepted|two-users-are-deleted-in-one-request/.test(id),
  });
  expect(resultOf(results, 'deletion-is-accepted').verdict).toBe('pass');
  expect(resultOf(results, 'two-users-are-deleted-in-one-request').reason).toBe('pending');
});

/** Settle time far before the deadline, so that only the final check, two seconds after the deletion, sees what came of it. */
const EARLY = { KNOT_SETTLE_MS: '100', KNOT_DELETION_DEADLINE_MS: '1500' };
const SETTLED = /deleted-user-is-gone|linked-accounts-are-deleted-too|other-users-are-untouched|second-deletion/;

test('a deletion that was met before the final check is proven by it, with the look before and the look that saw the user gone', async () => {
  const results = await judgeKnot({ deletionDelayMs: 1000, environment: EARLY, select: ({ id }) => SETTLED.test(id) });
  const gone = resultOf(results, 'deleted-user-is-gone');
  expect(gone).toMatchObject({ verdict: 'pass', reason: null, pending: null });
  expect(gone.message).toMatch(/^The final check looked at the deleted user at .* UTC, \d+ s after the answer: gone\./);
  const looks = gone.evidence.filter(({ role }) => role === 'observe');
  expect(looks.map(({ response }) => response?.status)).toEqual([200, 400]);
  expect(looks.at(-1)?.concerns).toMatch(/^the deleted user .*, looked at by the final check$/);
  expect(gone.evidence.some(({ role }) => role === 'act')).toBe(true);
  // It shares the deletion of another requirement.
  expect(resultOf(results, 'linked-accounts-are-deleted-too').verdict).toBe('pass');
  expect(resultOf(results, 'other-users-are-untouched').verdict).toBe('pass');
  // A step that waited for the deletion was never taken.
  expect(resultOf(results, 'second-deletion-finds-nobody')).toMatchObject({ verdict: 'not-run', reason: 'pending' });
});

test('what the first look broke is said first, and stays in the evidence, where the final check saw the user gone', async () => {
  const select = ({ id }: { id: string }): boolean => /deletion-is-visible-at-once|deleted-user-is-gone/.test(id);
  const results = await judgeKnot({ deletionDelayMs: 1000, environment: EARLY, select });
  const late = resultOf(results, 'deletion-is-visible-at-once');
  expect(late).toMatchObject({ verdict: 'warn', reason: null, pending: null });
  expect(late.message).toMatch(
    /^In the first look after the deletion, .* still exists\. The final check looked at .*: gone\./,
  );
  const looks = late.evidence.filter(({ role }) => role === 'observe');
  expect(looks.map(({ response }) => response?.status)).toEqual([200, 200, 200, 400]);
});

test('one that was not met when the final check looked after the deadline fails, and can be reproduced', async () => {
  const environment = EARLY;
  const results = await judgeKnot({ deletionDelayMs: HOUR_MS, environment, select: ({ id }) => SETTLED.test(id) });
  const living = resultOf(results, 'deleted-user-is-gone');
  expect(living).toMatchObject({ verdict: 'fail', reason: null, pending: null });
  expect(living.message).toMatch(/^The deleted user still exists\./);
  expect(living.actual).toMatch(/looked at by the final check at .* \(deadline .*\): victim living$/);
  expect(living.reproduce).toBeDefined();
  expect(resultOf(results, 'other-users-are-untouched')).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-deleted',
  });
});

test('one that is still being carried out when the final check looks after the deadline warns', SLOW, async () => {
  const results = await judgeMastercard({
    deletionDelayMs: HOUR_MS,
    environment: { MASTERCARD_SETTLE_MS: '100', MASTERCARD_DELETION_DEADLINE_MS: '1500' },
    behaviour: {
      stateOf(_call, issuer, id) {
        const user = issuer.users.users.get(id);
        return user?.deletedAt === undefined ? issuer.users.stateOf(id) : 'terminating';
      },
    },
    select: ({ id }) => /deleted-user-is-gone/.test(id),
  });
  const late = resultOf(results, 'deleted-user-is-gone');
  expect(late).toMatchObject({ verdict: 'warn', reason: null, pending: null });
  expect(late.message).toContain('after the answer: still being terminated.');
});
