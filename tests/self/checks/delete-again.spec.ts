import { expect, test } from '@playwright/test';
import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf } from './check-context.ts';

declareScenarios({
  'delete-again': {
    check: 'delete-again',
    expected: [{ status: 404, '/code': 'unknown' }, { bystander: 'living' }],
    lies: { deletesEverybody, crashes: crashesOn(1) },
  },
});

test('a second deletion needs a first one that was seen to work', async () => {
  const stage = new Stage();
  deletesNobody(stage);
  expect(reasonsOf(await stage.run('delete-again'))).toEqual(['inconclusive not-deleted']);
});
