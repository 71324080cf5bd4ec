import { expect, test } from '@playwright/test';
import { DELETED, declareScenarios, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf } from './check-context.ts';

declareScenarios({
  'similar-ids': {
    check: 'similar-ids',
    setting: { with: { pair: 'case' } },
    expected: DELETED,
    lies: {
      deletesNobody,
      foldsCase: ({ server }) =>
        void (server.erase = ({ id }) => {
          for (const [key, other] of server.records)
            if (other.id.toLowerCase() === id.toLowerCase()) server.records.delete(key);
        }),
    },
  },
});

test('neighbours that are one user are not judged', async () => {
  const stage = new Stage();
  stage.server.spelled = (id) => id.toLowerCase();
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'case' } }))).toEqual(['not-observed not-observed']);
});
