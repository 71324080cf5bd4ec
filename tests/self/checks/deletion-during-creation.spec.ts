import { expect, test } from '@playwright/test';
import { errorAnswer } from '../../../src/sandbox/knot/errors.ts';
import { Refusal } from '../../../src/sandbox/answer.ts';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { aTurn, namedIn } from '../detection/knot/tools.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';

const BESIDE = 'link-beside-a-deletion-brings-nothing-back';

const judged = async (behaviour: KnotRun['behaviour'] = {}) =>
  resultOf(await judgeKnot({ behaviour, select: ({ slug }) => slug === BESIDE }), BESIDE);

test('whether the link or the deletion comes first, nothing old may be there afterwards', async () => {
  expect((await judged()).verdict).toBe('pass');
  // The link comes after the deletion, and makes the user anew.
  const late: KnotRun['behaviour'] = {
    async linkAccount(call, tenant) {
      for (let turn = 0; turn < 10; turn += 1) await aTurn();
      return KNOT.linkAccount(call, tenant);
    },
  };
  expect((await judged(late)).verdict).toBe('pass');
});

test('a link that writes back what it had read is found', async () => {
  const { verdict, message } = await judged({
    async linkAccount(call, tenant) {
      const before = [...(tenant.users.find(namedIn(call))?.accounts ?? [])];
      for (let turn = 0; turn < 10; turn += 1) await aTurn();
      const answer = await KNOT.linkAccount(call, tenant);
      for (const [merchant, account] of before) tenant.users.ensure(namedIn(call)).accounts.set(merchant, account);
      return answer;
    },
  });
  expect([verdict, message]).toEqual(['fail', 'Data that the user had before the deletion is there.']);
});

test('a deletion that is refused while something is under way shows nothing', async () => {
  const linking = new Set<string>();
  const { verdict, message } = await judged({
    async linkAccount(call, tenant) {
      linking.add(namedIn(call));
      for (let turn = 0; turn < 10; turn += 1) await aTurn();
      linking.delete(namedIn(call));
      return KNOT.linkAccount(call, tenant);
    },
    deleteUser(call, tenant, id) {
      if (linking.has(id)) throw new Refusal(errorAnswer(400, 'USER_ERROR', 'ONGOING_OPERATION', 'Try again.'));
      return KNOT.deleteUser(call, tenant, id);
    },
  });
  expect(verdict).toBe('not-observed');
  expect(message).toContain('The deletion was refused while something was being added');
});
