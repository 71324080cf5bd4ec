import { expect, test } from '@playwright/test';
import type { Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import { judgeKnot, resultOf, type KnotRun } from '../../run/in-process.ts';

const LEFT = 'users-left-at-the-end-are-deleted-too';
const judgeSome = (run: KnotRun = {}) =>
  judgeKnot({
    ...run,
    select: ({ slug }) => [LEFT, 'other-users-are-untouched', 'deleted-user-is-gone'].includes(slug),
  });

/** Deletes the first users, and keeps those that come after them. */
const keepingAfter = (most: number): KnotRun => {
  let deletions = 0;
  return {
    behaviour: {
      deleteUser(_call: unknown, tenant: Tenant, id: string) {
        const user = tenant.users.find(id);
        return user !== undefined && (deletions += 1) > most ? true : tenant.users.delete(id);
      },
    },
  };
};

test('who had to live and is there after the clean-up fails it, with the deletion and the looks before and after', async () => {
  let all = 0;
  const counting: KnotRun = {
    behaviour: {
      deleteUser: (_call, tenant, id) => {
        if (tenant.users.find(id)) all += 1;
        return tenant.users.delete(id);
      },
    },
  };
  const honest = await judgeSome(counting);
  expect(resultOf(honest, LEFT).verdict).toBe('pass');
  expect(honest.cleanup[0]?.left).toEqual([]);

  const results = await judgeSome(keepingAfter(all - 1));
  const { verdict, message, evidence } = resultOf(results, LEFT);
  expect([verdict, message]).toEqual(['fail', expect.stringContaining('still exists')]);
  const [left] = results.cleanup[0]?.left ?? [];
  expect(results.cleanup[0]?.left).toHaveLength(1);
  expect(results.cleanup[0]?.message).toContain('Left behind: 1');
  const concerned = evidence.map(({ role, concerns }) => `${role}: ${concerns ?? ''}`);
  expect(concerned).toContain(`act: the user ${left}, deleted by the clean-up`);
  expect(concerned).toContain(`observe: the user ${left}, before the clean-up`);
  expect(concerned).toContain(`observe: the user ${left}, after the clean-up`);
  expect(evidence.map(({ title }) => title)).toEqual(
    expect.arrayContaining([
      'Read of a user who must still exist at the end of the run',
      'Deletion request for a user who had to live until now',
      'Read of that user after the clean-up',
    ]),
  );
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
});

test('a clean-up whose deletions have time still judges nobody and waits for nobody', async () => {
  const environment = { KNOT_DELETION_DEADLINE_MS: '86400000', KNOT_SETTLE_MS: '300' };
  const results = await judgeSome({ environment, deletionDelayMs: 60_000 });
  expect(resultOf(results, LEFT)).toMatchObject({ verdict: 'not-observed' });
});

test('a selection without it looks at nobody after the clean-up', async () => {
  const count = async (slugs: readonly string[]): Promise<number> => {
    let requests = 0;
    await judgeKnot({
      select: ({ slug }) => slugs.includes(slug),
      through: (inner) => (request, limits) => {
        if (request.url.includes('/accounts/get')) requests += 1;
        return inner(request, limits);
      },
    });
    return requests;
  };
  const some = ['other-users-are-untouched', 'deleted-user-is-gone'];
  expect(await count([...some, LEFT])).toBeGreaterThan(await count(some));
});
