import { expect, test } from '@playwright/test';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import { nowOf } from '../../detection/knot/tools.ts';
import { verdictsOf } from './lie.ts';

const REQUIREMENTS = ['deleted-users-stay-gone', 'deleted-user-is-gone'];

test('a user who was seen gone and is back at the end of the run is found', async () => {
  expect(await verdictsOf(REQUIREMENTS)).toEqual(['pass', 'pass']);
  const backups = new Map<string, { at: number; accounts: LinkedAccount[] }>();
  const verdicts = await verdictsOf(REQUIREMENTS, {
    behaviour: {
      deleteUser(_call, tenant, id) {
        const accounts = [...(tenant.users.find(id)?.accounts.values() ?? [])];
        backups.set(id, { at: nowOf(tenant) + 1000, accounts });
        return tenant.users.delete(id);
      },
      listAccounts(call, tenant, id) {
        const backup = backups.get(id);
        return backup && nowOf(tenant) >= backup.at ? backup.accounts : KNOT.listAccounts(call, tenant, id);
      },
    },
  });
  expect(verdicts).toEqual(['fail', 'pass']);
});
