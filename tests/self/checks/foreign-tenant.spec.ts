import { expect, test } from '@playwright/test';
import { OVERLAPS } from '../detection/knot/overlaps.ts';
import { judgeKnot, resultOf, type KnotRun } from '../run/in-process.ts';
import { idsIn } from './server.ts';
import { DELETED, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf, verdictOf } from './check-context.ts';

declareScenarios({
  'foreign-tenant with the same id': {
    check: 'foreign-tenant',
    setting: { with: { sameId: true } },
    expected: DELETED,
    lies: { deletesNobody, deletesEverybody },
  },
  'foreign-tenant with the same id, deleted by both': {
    check: 'foreign-tenant',
    setting: { with: { sameId: true, both: true } },
    expected: [{ status: 200 }, { victim: 'gone' }],
    lies: {
      deletesNobody,
      remembersDeletedIdsWithoutTheirTenant: ({ server }) => {
        const deleted = new Set<string>();
        server.lie = ({ text }) => {
          const [id = ''] = idsIn(text) ?? [];
          if (deleted.has(id)) return { status: 404, body: { code: 'unknown' } };
          deleted.add(id);
          return undefined;
        };
      },
    },
  },
  'foreign-tenant with the same id, created there later': {
    check: 'foreign-tenant',
    setting: { with: { sameId: true, later: true } },
    expected: DELETED,
    lies: { deletesNobody },
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
});

test('without a second tenant, or without batches, nothing is sent', async () => {
  const stage = new Stage();
  expect(reasonsOf(await stage.run('foreign-tenant', { other: false }))).toEqual(['not-run no-second-tenant']);
  const batch = { with: { count: 2, batch: true }, many: false };
  expect(reasonsOf(await stage.run('delete-several', batch))).toEqual(['not-applicable declared']);
  expect(stage.sent).toEqual([]);
});

test('a text that tells of another tenant’s user is found', async () => {
  const say = (when: boolean) => (stage: Stage) => {
    stage.server.lie = ({ text }, server) => {
      const isTheirs = idsIn(text)!.some((id) => server.find('other', id));
      const message = isTheirs === when ? 'not yours' : 'nobody';
      return idsIn(text)!.some((id) => server.find('own', id))
        ? undefined
        : { status: 404, body: { code: 'unknown', message } };
    };
    return stage;
  };
  const told = await say(true)(new Stage()).run('foreign-tenant');
  expect(verdictOf(told, { sameText: true })).toBe('fail');
  expect(verdictOf(told, { status: 404, likeControl: true }, { victim: 'living' })).toBe('pass');
  expect(verdictOf(await new Stage().run('foreign-tenant'), { sameText: true })).toBe('pass');
});

test('a user whom the other client creates later is watched while a deletion may still be clearing up', async () => {
  const LATER = 'same-id-created-later-by-other-client-survives';
  const [purge] = OVERLAPS.filter(({ id }) => id === 'purge-goes-by-the-id-alone');
  const of = async (run: KnotRun = {}) =>
    resultOf(await judgeKnot({ ...run, select: ({ slug }) => slug === LATER }), LATER).verdict;
  expect(await of()).toBe('pass');
  expect(await of(purge?.change())).toBe('fail');
});
