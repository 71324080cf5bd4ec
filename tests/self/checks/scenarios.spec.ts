import { expect, test } from '@playwright/test';
import { idsIn } from './server.ts';
import { crashesOn, declareScenarios, DELETED, deletesEverybody, deletesNobody, type Scenario } from './scenario.ts';
import { reasonsOf, Stage, valuesOf } from './check-context.ts';

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'delete-user': {
    check: 'delete-user',
    expected: [...DELETED, { firstLook: 'gone' }, { listed: 'all' }],
    lies: { deletesNobody, deletesEverybody, crashes: crashesOn(0) },
  },
  'delete-again': {
    check: 'delete-again',
    expected: [{ status: 404, '/code': 'unknown' }, { bystander: 'living' }],
    lies: { deletesEverybody, crashes: crashesOn(1) },
  },
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
  'foreign-tenant with the same id': {
    check: 'foreign-tenant',
    setting: { with: { sameId: true } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody },
  },
  'foreign-tenant with a foreign id': {
    check: 'foreign-tenant',
    expected: [{ status: 404, '/code': 'unknown' }, { victim: 'living' }],
    lies: {
      deletesForeigners: ({ server }) =>
        void (server.lie = ({ text }) => {
          const found = idsIn(text)!.flatMap((id) => server.find('other', id) ?? []);
          found.forEach((record) => server.erase(record));
          return undefined;
        }),
      tells: ({ server }) =>
        void (server.lie = ({ text }) =>
          idsIn(text)!.some((id) => server.find('other', id)) ? { status: 200, body: {} } : undefined),
    },
  },
  'similar-ids': {
    check: 'similar-ids',
    setting: { with: { pair: 'case' } },
    expected: DELETED,
    lies: {
      deletesNobody,
      foldsCase: ({ server }) =>
        void (server.erase = ({ id }) => {
          for (const [key, other] of server.records)
            if (other.id.toLowerCase() === id.toLowerCase()) server.records.delete(key);
        }),
    },
  },
  'unusual-id-user-is-deleted': {
    check: 'unusual-id-user-is-deleted',
    setting: { with: { id: 'umlaut' } },
    expected: DELETED,
    lies: {
      deletesNobody,
      deletesEverybody,
      neverFinds: ({ server }) =>
        void (server.lie = ({ text }) => (text.includes('ü') ? { status: 404, body: { code: 'unknown' } } : undefined)),
    },
  },
};

declareScenarios(SCENARIOS);

test('an accepted deletion is told to the run, a refused one is not', async () => {
  const stage = new Stage();
  await stage.run('delete-user');
  expect(stage.deleted).toHaveLength(1);
  stage.server.lie = () => ({ status: 500 });
  await stage.run('delete-user');
  expect(stage.deleted).toHaveLength(1);
});

test('an answer that cannot be judged says nothing about the victim', async () => {
  const stage = new Stage();
  stage.server.lie = () => ({ status: 503 });
  const observed = await stage.run('delete-user');
  expect(reasonsOf(observed)).toEqual(['inconclusive gateway']);
  expect(valuesOf(observed, 'victim')).toEqual([]);
});

test('a second deletion needs a first one that was seen to work', async () => {
  const stage = new Stage();
  deletesNobody(stage);
  expect(reasonsOf(await stage.run('delete-again'))).toEqual(['inconclusive setup']);
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

test('neighbours that are one user are not judged', async () => {
  const stage = new Stage();
  stage.server.spelled = (id) => id.toLowerCase();
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'case' } }))).toEqual(['not-observed not-observed']);
});

test('an id that the profile does not hold is an error of the suite', async () => {
  const stage = new Stage();
  expect(reasonsOf(await stage.run('unusual-id-user-is-deleted', { with: { id: 'absent' } }))).toEqual(['error suite']);
  expect(reasonsOf(await stage.run('similar-ids', { with: { pair: 'absent' } }))).toEqual(['error suite']);
});

test('without a second tenant, or without batches, nothing is sent', async () => {
  const stage = new Stage();
  expect(reasonsOf(await stage.run('foreign-tenant', { other: false }))).toEqual(['not-run no-second-tenant']);
  const batch = { with: { count: 2, batch: true }, many: false };
  expect(reasonsOf(await stage.run('delete-several', batch))).toEqual(['not-applicable declared']);
  expect(stage.sent).toEqual([]);
});

test('run-level checks are known and cannot be run', async () => {
  for (const name of ['response-contract', 'undocumented-status', 'no-secret-in-answers', 'stays-gone', 'still-lives'])
    await expect(new Stage().run(name)).rejects.toThrow('judged at the end of the run');
});
