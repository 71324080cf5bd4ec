import { idsIn } from './server.ts';
import { declareScenarios } from './scenario.ts';
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

declareScenarios({
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
});
