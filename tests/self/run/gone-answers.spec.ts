import { expect, test } from '@playwright/test';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { judgeKnot } from './in-process.ts';

test('the report names the 410 that counts as gone, once', async () => {
  const known = new Set<string>();
  const results = await judgeKnot({
    behaviour: {
      deleteUser(call, tenant, id) {
        known.add(id);
        return KNOT.deleteUser(call, tenant, id);
      },
      answerUnknownUser: (call, id) =>
        call.operation === 'getAccounts' && known.has(id)
          ? { status: 410, body: { error_code: 'USER_DELETED' } }
          : KNOT.answerUnknownUser(call, id),
    },
    select: ({ slug }) => slug === 'deleted-user-is-gone',
  });
  expect(results.requirements.find(({ id }) => id === 'knot/deleted-user-is-gone')?.verdict).toBe('pass');
  const notes = results.targets.flatMap((target) => target.notes).filter((note) => note.includes('410'));
  expect(notes).toEqual(['accounts_get returns 410 (USER_DELETED) for a deleted user, which counts as gone.']);
});
