import { expect, test } from '@playwright/test';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { idsOf, nowOf } from '../../detection/knot/tools.ts';
import { verdictsOf } from './lie.ts';

const REQUIREMENTS = ['other-users-still-live', 'deleted-user-is-gone'];

test('whoever had to survive is looked at once more at the end of the run', async () => {
  expect(await verdictsOf(REQUIREMENTS)).toEqual(['pass', 'pass']);
  const verdicts = await verdictsOf(REQUIREMENTS, {
    behaviour: {
      deleteUser(_call, tenant, id) {
        // A clean-up a second and a half later takes the user who was created next.
        const ids = idsOf(tenant);
        const next = tenant.users.find(ids[ids.indexOf(id) + 1] ?? '');
        if (tenant.users.find(id) && next) next.goneAt ??= nowOf(tenant) + 1500;
        return tenant.users.delete(id);
      },
    },
  });
  expect(verdicts).toEqual(['fail', 'pass']);
});

test('those who must live are looked at one after another, so that nodes which answer in turn are all asked', async () => {
  let last = Infinity;
  const deleted = new Set<string>();
  const looked = new Map<string, boolean>();
  const several = [
    'deleted-user-is-gone',
    'linked-accounts-are-deleted-too',
    'several-users-are-deleted-together',
    'second-deletion-finds-nobody',
  ];
  await verdictsOf(['other-users-still-live', ...several], {
    behaviour: {
      deleteUser(call, tenant, id) {
        last = nowOf(tenant);
        deleted.add(id);
        return KNOT.deleteUser(call, tenant, id);
      },
      listAccounts(call, tenant, id) {
        // A second and a half later nothing but the last looks is left.
        if (nowOf(tenant) >= last + 1500 && !looked.has(id)) looked.set(id, deleted.has(id));
        return KNOT.listAccounts(call, tenant, id);
      },
    },
  });
  const order = [...looked.values()];
  expect(order.filter((isDeleted) => !isDeleted).length).toBeGreaterThan(1);
  expect(order).toEqual(order.toSorted());
});
