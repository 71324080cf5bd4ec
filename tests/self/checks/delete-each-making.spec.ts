import { expect, test } from '@playwright/test';
import { reasonsOf, Stage, valuesOf, verdictOf } from './check-context.ts';
import { idsIn } from './server.ts';
import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

const GONE = [{ status: 200 }, { victim: 'gone' }] as const;

declareScenarios({
  'delete-each-making, two makings': {
    check: 'delete-each-making',
    setting: { with: { makings: ['usual', 'bare'] } },
    expected: GONE,
    lies: { deletesNobody, crashes: crashesOn(1) },
  },
  'delete-each-making, nobody has read the user': {
    check: 'delete-each-making',
    setting: { with: { makings: ['usual'], unread: true } },
    expected: [{ victim: 'gone' }],
    lies: { deletesNobody },
  },
  'delete-each-making, another one beside': {
    check: 'delete-each-making',
    setting: { with: { makings: ['usual'], beside: 'own' } },
    expected: [...GONE, { bystander: 'living' }],
    lies: { deletesNobody, deletesEverybody },
  },
  'delete-each-making, by the second tenant': {
    check: 'delete-each-making',
    setting: { with: { makings: ['usual'], tenant: 'other' } },
    expected: GONE,
    lies: {
      knowsTheFirstTenantAlone: ({ server }) =>
        void (server.lie = ({ tenant, text }) =>
          tenant === 'other' ? { status: 200, body: { deleted: idsIn(text) } } : undefined),
    },
  },
});

test('delete-each-making: what is refused to be created is not observed, and the others are judged', async () => {
  const stage = new Stage();
  let created = 0;
  stage.server.mayCreate = () => (created += 1) > 1;
  const observed = await stage.run('delete-each-making', { with: { makings: ['bare', 'usual'] } });
  expect(reasonsOf(observed)).toEqual(['not-observed not-observed']);
  expect(valuesOf(observed, 'victim')).toEqual(['gone']);
});

test('delete-each-making: one like the deleted user must not bring them back', async () => {
  const stage = new Stage();
  const { server } = stage;
  server.mayCreate = (id) => {
    for (const one of stage.deleted) server.create('own', one, 'again');
    return id !== '';
  };
  const observed = await stage.run('delete-each-making', { with: { makings: ['usual'], beside: 'own' } });
  expect(verdictOf(observed, { victim: 'gone' })).toBe('fail');
});

test('delete-each-making: harm is told also where nobody else can be made afterwards', async () => {
  const stage = new Stage();
  let created = 0;
  stage.server.mayCreate = () => (created += 1) <= 2;
  deletesEverybody(stage);
  const observed = await stage.run('delete-each-making', { with: { makings: ['usual'], beside: 'own' } });
  expect(verdictOf(observed, { bystander: 'living' })).toBe('fail');
});

test('delete-each-making: without a second tenant nothing is judged', async () => {
  const observed = await new Stage().run('delete-each-making', {
    with: { makings: ['usual'], tenant: 'other' },
    other: false,
  });
  expect(reasonsOf(observed)).toEqual(['not-run no-second-tenant']);
});
