import { expect, test } from '@playwright/test';
import { declareScenarios, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf, valuesOf, verdictOf } from './check-context.ts';
import { idsIn } from './server.ts';

const BESIDE = { lists: [['a', '?', 'b']] };

declareScenarios({
  'delete-list': {
    check: 'delete-list',
    setting: { with: BESIDE },
    expected: [{ status: 200 }, { listed: ['some', 'all'] }, { unknown: 'absent' }, { effect: 'listed and gone' }],
    lies: {
      deletesNobody,
      missesTheLast: ({ server }) => {
        server.lie = ({ text, tenant }) => {
          const ids = idsIn(text) ?? [];
          if (ids.length < 3 || !tenant) return undefined;
          server.erase(server.find(tenant, ids[0]!)!);
          return { status: 200, body: { deleted: [ids[0], ids[2]] } };
        };
      },
      listsTheUnknown: ({ server }) => {
        server.lie = ({ text }) => ({ status: 200, body: { deleted: idsIn(text) } });
      },
    },
  },
  'overlapping lists': {
    check: 'delete-list',
    setting: {
      with: {
        lists: [
          ['a', 'b'],
          ['b', 'a'],
        ],
        together: true,
      },
    },
    expected: [{ status: [200, 404] }, { accepted: true }, { victim: 'gone' }],
    lies: {
      deletesNobody,
      refusesBoth: ({ server }) => {
        server.lie = () => ({ status: 404 });
      },
    },
  },
});

const SHARING = {
  with: {
    lists: [
      ['a', 'b', 'c'],
      ['d', 'b', 'e'],
    ],
    together: true,
  },
};
const ALL_GONE = [{ status: [200, 404] }, { accepted: true }, { victim: 'gone' }];

/** Refuses a list whole where it names a user who is gone already. */
function allOrNothing(stage: Stage): void {
  stage.server.lie = ({ text }, server) =>
    idsIn(text)!.every((id) => server.find('own', id)) ? undefined : { status: 404, body: { code: 'unknown' } };
}

test('a list that is refused because another one has deleted a user of it is sent again without that user', async () => {
  const stage = new Stage();
  allOrNothing(stage);
  expect(verdictOf(await stage.run('delete-list', SHARING), ...ALL_GONE)).toBe('pass');
  const named = stage.sent.map(({ request }) => idsIn(String(request.body)) ?? []);
  expect(named.map((ids) => ids.length)).toEqual([3, 3, 2]);
});

test('users who are not deleted even then are found', async () => {
  const stage = new Stage();
  allOrNothing(stage);
  const { lie } = stage.server;
  stage.server.lie = (call, server) =>
    idsIn(call.text)!.length === 2 ? { status: 200, body: { deleted: idsIn(call.text) } } : lie(call, server);
  expect(verdictOf(await stage.run('delete-list', SHARING), ...ALL_GONE)).toBe('fail');
});

test('a user of the second tenant is looked at after every list, and named in each', async () => {
  const stage = new Stage();
  const setting = {
    with: {
      lists: [
        ['x', 'a'],
        ['b', 'x', '?3'],
      ],
    },
  };
  const observed = await stage.run('delete-list', setting);
  const named = stage.sent.map(({ request }) => idsIn(String(request.body)) ?? []);
  expect(named.map((ids) => ids.length)).toEqual([2, 5]);
  expect(named[0]![0]).toBe(named[1]![1]);
  expect(verdictOf(observed, { foreign: 'absent' }, { bystander: 'living' }, { effect: 'listed and gone' })).toBe(
    'pass',
  );
  const careless = new Stage();
  const find = careless.server.find.bind(careless.server);
  careless.server.find = (tenant, id) => find(tenant, id) ?? find('other', id);
  expect(valuesOf(await careless.run('delete-list', setting), 'foreign')).toEqual(['listed', 'absent']);
  expect(reasonsOf(await new Stage().run('delete-list', { ...setting, other: false }))).toEqual([
    'not-run no-second-tenant',
  ]);
  expect(reasonsOf(await new Stage().run('delete-list', { ...setting, many: false }))).toEqual([
    'not-applicable declared',
  ]);
});
