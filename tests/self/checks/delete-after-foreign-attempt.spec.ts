import { expect, test } from '@playwright/test';
import { Stage, reasonsOf } from './check-context.ts';
import { declareScenarios, deletesNobody } from './scenario.ts';
import { idsIn } from './server.ts';

declareScenarios({
  'delete-after-foreign-attempt': {
    check: 'delete-after-foreign-attempt',
    expected: [{ status: 200 }, { victim: 'gone' }],
    lies: {
      deletesNobody,
      keepsRefusalsByBody: ({ server }) => {
        const refused = new Set<string>();
        server.lie = ({ text, tenant = 'own' }) => {
          if (refused.has(text)) return { status: 404, body: { code: 'unknown' } };
          if (!idsIn(text)?.some((id) => server.find(tenant, id))) refused.add(text);
          return undefined;
        };
      },
    },
  },
});

test('without a second tenant nothing is sent', async () => {
  const stage = new Stage();
  expect(reasonsOf(await stage.run('delete-after-foreign-attempt', { other: false }))).toEqual([
    'not-run no-second-tenant',
  ]);
  expect(stage.sent).toEqual([]);
});

test('a user whom the attempt has deleted already is no failure of the own deletion', async () => {
  const stage = new Stage();
  stage.server.lie = ({ text }) => {
    idsIn(text)!
      .flatMap((id) => stage.server.find('own', id) ?? [])
      .forEach((record) => stage.server.erase(record));
    return { status: 200, body: {} };
  };
  expect(reasonsOf(await stage.run('delete-after-foreign-attempt'))).toEqual(['not-observed not-observed']);
});
