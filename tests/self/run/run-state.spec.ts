import { expect, test } from '@playwright/test';
import { createRunState } from '../../../src/run/run-state.ts';
import { createUserBudget } from '../../../src/run/user-budget.ts';
import type { Target } from '../../../src/configuration/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import type { PreflightResult } from '../../../src/results/types.ts';

/** Each sends something else. `delete-user` deletes one user and spares one; `refused-request-has-no-effect` spares two. */
const requirement = (id: string, check: string): Requirement => ({ id, check, with: { id } }) as unknown as Requirement;
const REQUIREMENTS = [
  requirement('first', 'delete-user'),
  requirement('second', 'delete-user'),
  requirement('refusal', 'refused-request-has-no-effect'),
];

function runState(
  userIds: string[],
  { observe = 'read', maxUsers = 10 }: { observe?: 'read' | 'repeat'; maxUsers?: number } = {},
) {
  const preflightResult = {
    users: userIds.length > 0 ? 'offered' : 'created',
    observe,
    credentials: 'accepted',
  } as PreflightResult;
  const userBudget = createUserBudget(maxUsers);
  // By the preflight.
  if (userIds.length === 0) userBudget.draw();
  return createRunState({
    target: { userIds, maxUsers } as unknown as Target,
    requirements: REQUIREMENTS,
    preflightResult,
    userBudget,
  });
}

test('requirements nearer the top get offered users first; one who must live serves requirements in turn', async () => {
  const four = runState(['a', 'b', 'c', 'd']);
  const first = await four.acquire('first');
  expect([first.deleted.length, first.preserved.length, first.missing]).toEqual([1, 1, 0]);
  let served = false;
  const refusal = four.acquire('refusal').then((allocation) => ((served = true), allocation));
  await Promise.resolve();
  expect(served).toBe(false);
  await four.release('first', first.preserved);
  const allocation = await refusal;
  expect(allocation.preserved).toContain(first.preserved[0]);
  expect(allocation.preserved).not.toContain(first.deleted[0]);
});

test('a requirement waits no longer than it can be served', async () => {
  const four = runState(['a', 'b', 'c', 'd']);
  await four.acquire('first');
  const refusal = four.acquire('refusal');
  // The bystander died.
  await four.release('first', []);
  expect(await refusal).toMatchObject({ preserved: [], missing: 1 });
});

test('too few users: the requirement that is short of them gets none', async () => {
  expect(await runState(['a', 'b']).acquire('second')).toEqual({ deleted: [], preserved: [], missing: 1 });
});

test('whoever was deleted is never lent again, even if it is said to live', async () => {
  const four = runState(['a', 'b', 'c', 'd']);
  const { deleted, preserved } = await four.acquire('first');
  await four.record([{ id: deleted[0] ?? '', tenant: 'own', offered: true, requirement: 'first', deletedAt: 1 }]);
  await four.release('first', [...deleted, ...preserved]);
  expect((await four.acquire('refusal')).preserved).not.toContain(deleted[0]);
});

test('an offered user who was deleted stays so, whichever requirement tells it last', async () => {
  const one = { id: 'a', tenant: 'own', offered: true } as const;
  const deleted = { ...one, requirement: 'first', deletedAt: 1 };
  const looked = { ...one, requirement: 'second', deletedAt: null };
  for (const notes of [
    [deleted, looked],
    [looked, deleted],
  ]) {
    const four = runState(['a', 'b', 'c', 'd']);
    for (const note of notes) await four.record([note]);
    expect(four.users()).toEqual([deleted]);
  }
  // Created again by its own requirement, a user must live again.
  const created = runState([]);
  const again = { ...looked, offered: false, requirement: 'first', recreated: true };
  await created.record([{ ...deleted, offered: false }, again]);
  expect(created.users()).toEqual([again]);
});

test('where life is proven by deleting, every requirement keeps its own users', async () => {
  const repeat = runState(['a', 'b', 'c', 'd'], { observe: 'repeat' });
  const allocations = [await repeat.acquire('first'), await repeat.acquire('second')];
  expect(new Set(allocations.flatMap(({ deleted, preserved }) => [...deleted, ...preserved])).size).toBe(4);
  expect((await repeat.acquire('refusal')).missing).toBe(2);
});

test('the budget of users is kept for the requirements, and what is left is free', async () => {
  // One went to the preflight, two each to the three requirements: two are free.
  const nine = runState([], { maxUsers: 9 });
  expect(await nine.mayCreate('refusal', 4)).toBe(true);
  expect(await nine.mayCreate('refusal', 1)).toBe(false);
  expect(await nine.mayCreate('first', 2)).toBe(true);
  expect(await runState([], { maxUsers: 4 }).mayCreate('second', 2)).toBe(false);
});

test('three controls in a row without an answer end the run', async () => {
  const local = runState([]);
  for (const answered of [false, false, true, false, false])
    expect(await local.control(answered)).toEqual({ targetSilent: false });
  expect(await local.control(false)).toEqual({ targetSilent: true });
  expect(await local.control(true)).toEqual({ targetSilent: true });
  expect(await local.targetSilent()).toBe(true);
  expect((await local.preflightResult()).credentials).toBe('unanswered');
});
