import { expect, test } from '@playwright/test';
import { ERASED_DATA } from '../detection/knot/erased-data.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';
import { errorAnswer } from '../../../src/sandbox/knot/errors.ts';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { namedIn } from '../detection/knot/tools.ts';

const OTHERWISE = 'user-linked-otherwise-again-shows-nothing-old';

const judged = async (run: KnotRun = {}) =>
  resultOf(await judgeKnot({ ...run, select: ({ slug }) => slug === OTHERWISE }), OTHERWISE);

test('what the old user showed and no new one shows is found, wherever it is', async () => {
  expect(await judged()).toMatchObject({ verdict: 'pass' });
  const [restoring] = ERASED_DATA.filter(({ id }) => id === 'link-restores-its-old-scopes');
  const { verdict, message } = await judged(restoring?.change());
  expect(verdict).toBe('fail');
  expect(message).toContain('accounts_get $[].connection.scopes[].type "card_switcher"');
});

test('what every user has of their own, and what is another one each time, is nothing old', async () => {
  let serial = 0;
  const moving: KnotRun = {
    behaviour: {
      async getAccounts(call, tenant) {
        const answer = await KNOT.getAccounts(call, tenant);
        if (!Array.isArray(answer.body)) return answer;
        const more = { link: (serial += 1), user: call.query.get('external_user_id') };
        return { ...answer, body: answer.body.map((account: object) => ({ ...account, ...more })) };
      },
    },
  };
  expect(await judged(moving)).toMatchObject({ verdict: 'pass' });
});

test('what a server derives from an id is nothing old, though two new users happen to share another value', async () => {
  // As a hash of the id would be: the next two after the old user are in another group, and the one behind them is in its.
  const groups = new Map<string, string>();
  let inGroup = 0;
  const grouping: KnotRun = {
    behaviour: {
      linkAccount(call, tenant) {
        const id = namedIn(call);
        if (groups.size > 0 || call.body.includes('card_switcher'))
          groups.set(id, groups.get(id) ?? (groups.size % 3 === 0 ? 'b' : 'a'));
        return KNOT.linkAccount(call, tenant);
      },
      async getAccounts(call, tenant) {
        const answer = await KNOT.getAccounts(call, tenant);
        if (!Array.isArray(answer.body)) return answer;
        const group = groups.get(call.query.get('external_user_id') ?? '') ?? 'a';
        if (group === 'b') inGroup += 1;
        return { ...answer, body: answer.body.map((account: object) => ({ ...account, group })) };
      },
    },
  };
  expect(await judged(grouping)).toMatchObject({ verdict: 'pass' });
  expect(inGroup).toBeGreaterThan(3);
});

test('a user who may not come back shows nothing', async () => {
  const gone = new Set<string>();
  const refusing: KnotRun = {
    behaviour: {
      deleteUser(_call, tenant, id) {
        gone.add(id);
        return tenant.users.delete(id);
      },
      createSession: (call, tenant) =>
        gone.has(namedIn(call))
          ? errorAnswer(400, 'INVALID_INPUT', 'INVALID_FIELD', 'This id was deleted.')
          : KNOT.createSession(call, tenant),
      linkAccount: (call, tenant) =>
        gone.has(namedIn(call))
          ? errorAnswer(400, 'INVALID_INPUT', 'INVALID_FIELD', 'This id was deleted.')
          : KNOT.linkAccount(call, tenant),
    },
  };
  expect(await judged(refusing)).toMatchObject({ verdict: 'not-observed' });
});
