import { expect, test } from '@playwright/test';
import { declareScenarios } from './scenario.ts';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

declareScenarios({
  'recreate-in-steps': {
    check: 'recreate-in-steps',
    expected: [{ creation: 'created' }, { newUser: 'living' }, { victim: 'gone' }],
    lies: {
      deletesTheSecondTimeOnly: ({ server }) => {
        const before = new Set<string>();
        server.erase = ({ tenant, id }) => {
          if (before.has(id)) return;
          before.add(id);
          server.records.delete(`${tenant} ${id}`);
        };
      },
      takesTheNewUser: ({ server }) => {
        const create = server.create.bind(server);
        const find = server.find.bind(server);
        let looks = Infinity;
        server.create = (tenant, id, marker) => {
          if (marker === 'mark 2') looks = 3;
          create(tenant, id, marker);
        };
        server.find = (tenant, id) => ((looks -= 1) < 0 ? undefined : find(tenant, id));
      },
    },
  },
});

test('creating the user again may be refused', async () => {
  const stage = new Stage();
  stage.server.mayCreate = () => false;
  const refused = await stage.run('recreate-in-steps');
  expect(valuesOf(refused, 'creation')).toEqual(['refused']);
  expect(valuesOf(refused, 'oldData')).toEqual([]);
  expect(reasonsOf(refused)).toEqual(['not-observed not-observed']);
});
