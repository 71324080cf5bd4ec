import { idsIn } from './server.ts';
import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

declareScenarios({
  'delete-with-unknown': {
    check: 'delete-with-unknown',
    expected: [
      { status: [200, 404] },
      { effect: ['listed and gone', 'refused and living'] },
      { unknown: 'absent' },
      { bystander: 'living' },
    ],
    lies: {
      deletesNobody,
      deletesEverybody,
      crashes: crashesOn(1),
      listsTheUnknown: ({ server }) =>
        void (server.lie = (call) => {
          idsIn(call.text)!.forEach((id) => server.records.delete(`own ${id}`));
          return { status: 200, body: { deleted: idsIn(call.text) } };
        }),
      refusesAndDeletes: ({ server }) =>
        void (server.lie = (call) => {
          idsIn(call.text)!.forEach((id) => server.records.delete(`own ${id}`));
          return { status: 404, body: { code: 'unknown' } };
        }),
      stopsAtTheUnknown: ({ server }) =>
        void (server.lie = (call) => {
          const [first = ''] = idsIn(call.text)!;
          return server.find('own', first) ? undefined : { status: 200, body: { deleted: idsIn(call.text)!.slice(1) } };
        }),
    },
  },
});
