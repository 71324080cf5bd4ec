import { expect, test } from '@playwright/test';
import { declareScenarios } from './scenario.ts';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

declareScenarios({
  recreate: {
    check: 'recreate',
    expected: [{ recreated: true }, { oldData: 'absent' }],
    lies: {
      bringsBack: ({ server }) => {
        const markers = new Map<string, unknown>();
        const create = server.create.bind(server);
        server.erase = ({ tenant, id, marker }) => {
          markers.set(id, marker);
          server.records.delete(`${tenant} ${id}`);
        };
        server.create = (tenant, id, marker) => create(tenant, id, markers.get(id) ?? marker);
      },
    },
  },
});

test('what a target refuses to create is told, not charged', async () => {
  const stage = new Stage();
  stage.server.mayCreate = () => false;
  const refused = await stage.run('recreate');
  expect(valuesOf(refused, 'recreated')).toEqual([false]);
  expect(valuesOf(refused, 'oldData')).toEqual([]);
  expect(reasonsOf(await stage.run('unusual-id-user-is-deleted', { with: { id: 'umlaut' } }))).toEqual([
    'not-observed not-observed',
  ]);
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'case' } }))).toEqual(['not-observed not-observed']);
});
