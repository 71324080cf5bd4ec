import { expect, test } from '@playwright/test';
import { DELETED, crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

declareScenarios({
  'delete-user': {
    check: 'delete-user',
    expected: [...DELETED, { firstLook: 'gone' }, { listed: 'all' }],
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(0) },
  },
});

test('an accepted deletion is told to the run, a refused one is not', async () => {
  const stage = new Stage();
  await stage.run('delete-user');
  expect(stage.deleted).toHaveLength(1);
  stage.server.lie = () => ({ status: 500 });
  await stage.run('delete-user');
  expect(stage.deleted).toHaveLength(1);
});

test('an answer that cannot be judged says nothing about the victim', async () => {
  const stage = new Stage();
  stage.server.lie = () => ({ status: 503 });
  const observed = await stage.run('delete-user');
  expect(reasonsOf(observed)).toEqual(['inconclusive gateway']);
  expect(valuesOf(observed, 'victim')).toEqual([]);
});
