import { expect, test } from '@playwright/test';
import { DELETED, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf } from './check-context.ts';

declareScenarios({
  'unusual-id-user-is-deleted': {
    check: 'unusual-id-user-is-deleted',
    setting: { with: { id: 'umlaut' } },
    expected: DELETED,
    lies: {
      deletesNobody,
      deletesEverybody,
      neverFinds: ({ server }) =>
        void (server.lie = ({ text }) => (text.includes('ü') ? { status: 404, body: { code: 'unknown' } } : undefined)),
    },
  },
});

test('an id that the profile does not hold is an error of the suite', async () => {
  const stage = new Stage();
  expect(reasonsOf(await stage.run('unusual-id-user-is-deleted', { with: { id: 'absent' } }))).toEqual(['error suite']);
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'absent' } }))).toEqual(['error suite']);
});
