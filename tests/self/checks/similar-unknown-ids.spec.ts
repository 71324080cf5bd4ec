import { expect, test } from '@playwright/test';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';
import { SLOW } from '../part.ts';

const SLUG = 'unknown-id-that-folds-into-another-deletes-nobody';

const verdictOf = async (behaviour: KnotRun['behaviour'] = {}): Promise<string> =>
  resultOf(await judgeKnot({ behaviour, select: ({ slug }) => slug === SLUG }), SLUG).verdict;

test('an id that a deletion trims reaches another user: fail, accepted or refused', SLOW, async () => {
  expect(await verdictOf()).toBe('pass');
  expect(await verdictOf({ readDeletion: (call) => KNOT.readDeletion(call).trim() })).toBe('fail');
  const trimsAndDenies: KnotRun['behaviour'] = {
    deleteUser: (_call, { users }, id) => (id === id.trim() ? users.delete(id) : (users.delete(id.trim()), false)),
  };
  expect(await verdictOf(trimsAndDenies)).toBe('fail');
});

test('two spellings that are one user are not judged', SLOW, async () => {
  const trims: KnotRun['behaviour'] = {
    readProperties(call) {
      const properties = KNOT.readProperties(call);
      const id = properties.external_user_id;
      return typeof id === 'string' ? { ...properties, external_user_id: id.trim() } : properties;
    },
    listAccounts: (call, tenant, id) => KNOT.listAccounts(call, tenant, id.trim()),
  };
  expect(await verdictOf(trims)).toBe('pass');
});
