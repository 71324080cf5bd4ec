import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

declareScenarios({
  'concurrent-deletions': {
    check: 'concurrent-deletions',
    setting: { with: { users: 2, times: 2 } },
    expected: [{ status: [200, 404] }, { accepted: true }, { victim: 'gone' }, { bystander: 'living' }],
    lies: {
      deletesNobody,
      deletesEverybody,
      crashes: crashesOn(3),
      neverAccepts: ({ server }) => void (server.lie = () => ({ status: 404, body: { code: 'unknown' } })),
    },
  },
});
