import { expect, test } from '@playwright/test';
import { reasonsOf, Stage } from './check-context.ts';
import { DELETED, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { idsIn } from './server.ts';

/** Notes whoever is named in what is refused, and skips them later. */
const marks =
  (isRefused: (tenant: string | undefined, ids: readonly string[] | undefined) => boolean) =>
  ({ server }: Stage): void => {
    const marked = new Set<string>();
    server.lie = ({ tenant, text }) => {
      const ids = idsIn(text);
      const named = text.match(/user-\d+/g) ?? [];
      if (isRefused(tenant, ids)) named.forEach((id) => marked.add(id));
      return tenant && ids?.some((id) => marked.has(id)) ? { status: 200, body: { deleted: ids } } : undefined;
    };
  };

declareScenarios({
  'delete-after-refusals': {
    check: 'delete-after-refusals',
    expected: DELETED,
    lies: {
      deletesNobody,
      deletesEverybody,
      locksWhomWrongCredentialsName: marks((tenant) => tenant === undefined),
      marksWhomABrokenBodyNames: marks((_, ids) => ids === undefined),
    },
  },
});

test('delete-after-refusals sends the right request last, after a wrong secret and a broken body', async () => {
  const stage = new Stage();
  await stage.run('delete-after-refusals');
  const sent = stage.sent.map(({ role, response }) => `${role} ${String(response?.status)}`);
  expect(sent).toEqual(['control 404', 'fault 401', 'fault 400', 'act 200']);
});

test('delete-after-refusals: the broken body holds the user’s id and nothing that could be another one', async () => {
  const stage = new Stage();
  await stage.run('delete-after-refusals');
  const [broken] = stage.sent.filter(({ response }) => response?.status === 400);
  const texts = String(broken?.request.body).match(/[\w-]+/g) ?? [];
  expect(new Set(texts.filter((one) => one !== 'ids'))).toEqual(new Set([expect.stringMatching(/^user-\d+$/)]));
});

test('delete-after-refusals: where what must be refused is accepted, nothing can be said', async () => {
  const stage = new Stage();
  stage.server.lie = (call, server) => (call.tenant ? undefined : server.answer({ ...call, tenant: 'own' }));
  expect(reasonsOf(await stage.run('delete-after-refusals'))).toEqual(['not-observed not-observed']);
});
