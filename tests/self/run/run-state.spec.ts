import { expect, test } from '@playwright/test';
import { createDesk } from '../../../src/run/run-state.ts';
import type { Standing } from '../../../src/run/types.ts';
import { createUserBudget } from '../../../src/run/user-budget.ts';
import type { Target } from '../../../src/configuration/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

/** `delete-user` deletes one user and spares one; `refusal-spares-victim` spares two. */
const row = (id: string, check: string): Requirement => ({ id, check, with: {} }) as unknown as Requirement;
const ROWS = [row('first', 'delete-user'), row('second', 'delete-user'), row('refusal', 'refusal-spares-victim')];

function desk(
  userIds: string[],
  { observe = 'read', maxUsers = 10 }: { observe?: 'read' | 'repeat'; maxUsers?: number } = {},
) {
  const standing = { users: userIds.length > 0 ? 'offered' : 'created', observe, credentials: 'accepted' } as Standing;
  const userBudget = createUserBudget(maxUsers);
  // By the preflight.
  if (userIds.length === 0) userBudget.draw();
  return createDesk({ target: { userIds, maxUsers } as unknown as Target, rows: ROWS, standing, userBudget });
}

test('rows nearer the top get offered users first; one who must live serves rows in turn', async () => {
  const four = desk(['a', 'b', 'c', 'd']);
  const first = await four.take('first');
  expect([first.deleted.length, first.spared.length, first.missing]).toEqual([1, 1, 0]);
  let served = false;
  const refusal = four.take('refusal').then((lot) => ((served = true), lot));
  await Promise.resolve();
  expect(served).toBe(false);
  await four.giveBack('first', first.spared);
  const lot = await refusal;
  expect(lot.spared).toContain(first.spared[0]);
  expect(lot.spared).not.toContain(first.deleted[0]);
});

test('a row waits no longer than it can be served', async () => {
  const four = desk(['a', 'b', 'c', 'd']);
  await four.take('first');
  const refusal = four.take('refusal');
  // The bystander died.
  await four.giveBack('first', []);
  expect(await refusal).toMatchObject({ spared: [], missing: 1 });
});

test('too few users: the row that is short of them gets none', async () => {
  expect(await desk(['a', 'b']).take('second')).toEqual({ deleted: [], spared: [], missing: 1 });
});

test('whoever was deleted is never lent again, even if it is said to live', async () => {
  const four = desk(['a', 'b', 'c', 'd']);
  const { deleted, spared } = await four.take('first');
  await four.note([{ id: deleted[0] ?? '', tenant: 'own', offered: true, row: 'first', deletedAt: 1 }]);
  await four.giveBack('first', [...deleted, ...spared]);
  expect((await four.take('refusal')).spared).not.toContain(deleted[0]);
});

test('an offered user who was deleted stays so, whichever row tells it last', async () => {
  const one = { id: 'a', tenant: 'own', offered: true } as const;
  const deleted = { ...one, row: 'first', deletedAt: 1 };
  const looked = { ...one, row: 'second', deletedAt: null };
  for (const notes of [
    [deleted, looked],
    [looked, deleted],
  ]) {
    const four = desk(['a', 'b', 'c', 'd']);
    for (const note of notes) await four.note([note]);
    expect(four.users()).toEqual([deleted]);
  }
  // Created again by its own row, a user must live again.
  const created = desk([]);
  const again = { ...looked, offered: false, row: 'first', recreated: true };
  await created.note([{ ...deleted, offered: false }, again]);
  expect(created.users()).toEqual([again]);
});

test('where life is proven by deleting, every row keeps its own users', async () => {
  const repeat = desk(['a', 'b', 'c', 'd'], { observe: 'repeat' });
  const lots = [await repeat.take('first'), await repeat.take('second')];
  expect(new Set(lots.flatMap(({ deleted, spared }) => [...deleted, ...spared])).size).toBe(4);
  expect((await repeat.take('refusal')).missing).toBe(2);
});

test('the budget of users is kept for the rows, and what is left is free', async () => {
  // One went to the preflight, two each to the three rows: two are free.
  const nine = desk([], { maxUsers: 9 });
  expect(await nine.mayCreate('refusal', 4)).toBe(true);
  expect(await nine.mayCreate('refusal', 1)).toBe(false);
  expect(await nine.mayCreate('first', 2)).toBe(true);
  expect(await desk([], { maxUsers: 4 }).mayCreate('second', 2)).toBe(false);
});

test('three controls in a row without an answer end the run', async () => {
  const local = desk([]);
  for (const answered of [false, false, true, false, false])
    expect(await local.control(answered)).toEqual({ halted: false });
  expect(await local.control(false)).toEqual({ halted: true });
  expect(await local.control(true)).toEqual({ halted: true });
  expect(await local.halted()).toBe(true);
  expect((await local.standing()).credentials).toBe('unanswered');
});
