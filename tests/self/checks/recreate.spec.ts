import { expect, test } from '@playwright/test';
import { Refusal } from '../../../src/sandbox/answer.ts';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { errorAnswer } from '../../../src/sandbox/knot/errors.ts';
import type { LinkedAccount } from '../../../src/sandbox/knot/store.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';
import { declareScenarios } from './scenario.ts';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

declareScenarios({
  recreate: {
    check: 'recreate',
    expected: [{ recreated: true }, { oldData: 'absent' }],
    lies: {
      bringsBack: ({ server }) => {
        const markers = new Map<string, unknown>();
        const create = server.create.bind(server);
        server.erase = ({ tenant, id, marker }) => {
          markers.set(id, marker);
          server.records.delete(`${tenant} ${id}`);
        };
        server.create = (tenant, id, marker) => create(tenant, id, markers.get(id) ?? marker);
      },
    },
  },
});

test('what a target refuses to create is told, not charged', async () => {
  const stage = new Stage();
  stage.server.mayCreate = () => false;
  const refused = await stage.run('recreate');
  expect(valuesOf(refused, 'recreated')).toEqual([false]);
  expect(valuesOf(refused, 'oldData')).toEqual([]);
  expect(reasonsOf(await stage.run('unusual-id-user-is-deleted', { with: { id: 'umlaut' } }))).toEqual([
    'not-observed not-observed',
  ]);
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'case' } }))).toEqual(['not-observed not-observed']);
});

test('a user who comes back in another way must not bring the old things along either; what nobody offers is not observed', async () => {
  const LINKS = 'user-who-links-again-has-no-old-data';
  const of = async (run: KnotRun = {}) =>
    resultOf(await judgeKnot({ ...run, select: ({ slug }) => slug === LINKS }), LINKS).verdict;
  expect(await of()).toBe('pass');
  const trash = new Map<string, LinkedAccount[]>();
  const revives: KnotRun['behaviour'] = {
    deleteUser(_call, tenant, id) {
      trash.set(id, [...(tenant.users.find(id)?.accounts.values() ?? [])]);
      return tenant.users.delete(id);
    },
    async linkAccount(call, tenant) {
      const linked = await KNOT.linkAccount(call, tenant);
      const [id] = /conformance-[^"]*/.exec(call.body.toString()) ?? [''];
      for (const account of trash.get(id) ?? []) tenant.users.find(id)?.accounts.set(account.merchantId, account);
      return linked;
    },
  };
  expect(await of({ behaviour: revives })).toBe('fail');
  const offersNoLinks: KnotRun['behaviour'] = {
    linkAccount() {
      throw new Refusal(errorAnswer(403, 'INVALID_REQUEST', 'NO_ACCESS', 'Not enabled.'));
    },
  };
  expect(await of({ behaviour: offersNoLinks })).toBe('not-observed');
});
