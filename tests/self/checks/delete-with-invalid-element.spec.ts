import { expect, test } from '@playwright/test';
import { idsIn } from './server.ts';
import { declareScenarios } from './scenario.ts';
import { faultyCase, reasonsOf, Stage, valuesOf } from './check-context.ts';

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

test('any spelling in which a user was asked for counts as listed, and no other one', async () => {
  const setting = { cases: [faultyCase('spelt', ({ ids }) => ({ ids: [...ids, ids[0]!.toUpperCase()] }), true)] };
  const listing = (list: (id: string) => unknown[]): Stage => {
    const stage = new Stage();
    stage.server.lie = ({ text }) => {
      const [id = '', again] = idsIn(text) ?? [];
      if (again === undefined) return undefined;
      stage.server.records.delete(`own ${id}`);
      return { status: 200, body: { deleted: list(id) } };
    };
    return stage;
  };
  const listed = async (list: (id: string) => unknown[]) =>
    valuesOf(await listing(list).run('delete-with-invalid-element', setting), 'listed');
  expect(await listed((id) => [id.toUpperCase()])).toEqual(['all']);
  expect(await listed((id) => [id])).toEqual(['all']);
  expect(await listed((id) => [`${id[0]!.toUpperCase()}${id.slice(1)}`])).toEqual(['others']);
});

test('a case that cannot be made of an id is not sent', async () => {
  const setting = { cases: [faultyCase('elsewhere', () => ({ ids: ['made-up', 'MADE-UP'] }), true)] };
  const stage = new Stage();
  const observations = await stage.run('delete-with-invalid-element', setting);
  expect(valuesOf(observations, 'status')).toEqual([]);
  expect(reasonsOf(observations)).toEqual(['not-observed not-observed']);
});
