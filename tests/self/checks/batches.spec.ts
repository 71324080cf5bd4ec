import { idsIn } from './server.ts';
import { crashesOn, declareScenarios, DELETED, deletesEverybody, deletesNobody, type Scenario } from './scenario.ts';
import { faultyCase, type Stage } from './check-context.ts';

/** Takes the strings of a list that holds something else as well. */
function besides(server: Stage['server'], status: number): void {
  server.lie = ({ text }) => {
    if (idsIn(text)) return undefined;
    const { ids } = JSON.parse(text) as { ids: unknown[] };
    const good = ids.filter((id) => typeof id === 'string');
    good.forEach((id) => server.records.delete(`own ${id}`));
    return { status, body: status === 200 ? { deleted: good } : { code: 'faulty' } };
  };
}

const BATCHES: Readonly<Record<string, Scenario>> = {
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
  'delete-with-invalid-element': {
    check: 'delete-with-invalid-element',
    setting: {
      cases: [
        faultyCase('number', ({ ids }) => ({ ids: [...ids, 7] })),
        faultyCase('null', ({ ids }) => ({ ids: [null, ...ids] })),
      ],
    },
    expected: [{ status: 400 }, { effect: 'refused and living' }, { listed: 'none' }, { bystander: 'living' }],
    lies: {
      deletesTheGoodOnes: ({ server }) => besides(server, 200),
      refusesAndDeletes: ({ server }) => besides(server, 400),
      deletesEverybody: ({ server }) =>
        void (server.lie = ({ text }) => (idsIn(text) ? undefined : (server.records.clear(), undefined))),
    },
  },
};

declareScenarios(BATCHES);
