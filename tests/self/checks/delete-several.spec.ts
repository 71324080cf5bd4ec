import { idsIn } from './server.ts';
import { DELETED, crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

declareScenarios({
  'delete-several in one request': {
    check: 'delete-several',
    setting: { with: { count: 25, batch: true } },
    expected: [...DELETED, { listed: 'all' }],
    lies: {
      deletesNobody,
      deletesEverybody,
      listsSome: ({ server }) =>
        void (server.lie = (call) => ({ status: 200, body: { deleted: idsIn(call.text)!.slice(1) } })),
      listsOthers: ({ server }) =>
        void (server.lie = (call) => ({ status: 200, body: { deleted: [...idsIn(call.text)!, 'else'] } })),
    },
  },
  'delete-several in one request, named backwards': {
    check: 'delete-several',
    setting: { with: { count: 3, batch: true, reversed: true } },
    expected: [...DELETED, { listed: 'all' }],
    lies: {
      wantsThemSorted: ({ server }) =>
        void (server.lie = ({ text }) =>
          idsIn(text)!.toSorted().join() === idsIn(text)!.join() ? undefined : { status: 400, body: {} }),
    },
  },
  'delete-several, one after another': {
    check: 'delete-several',
    setting: { with: { count: 3 } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(2) },
  },
  'delete-several together': {
    check: 'delete-several',
    setting: { with: { count: 3, together: true } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(2) },
  },
});
