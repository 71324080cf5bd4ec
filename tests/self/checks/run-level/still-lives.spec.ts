import { expect, test } from '@playwright/test';
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
