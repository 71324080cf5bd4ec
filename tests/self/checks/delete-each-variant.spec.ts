import { expect, test } from '@playwright/test';
import { reasonsOf, Stage, valuesOf, verdictOf } from './check-context.ts';
import { idsIn } from './server.ts';
import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';

const GONE = [{ status: 200 }, { victim: 'gone' }] as const;

declareScenarios({
  'delete-each-variant, two variants': {
    check: 'delete-each-variant',
    setting: { with: { variants: ['usual', 'bare'] } },
    expected: GONE,
    lies: { deletesNobody, crashes: crashesOn(1) },
  },
  'delete-each-variant, nobody has read the user': {
    check: 'delete-each-variant',
    setting: { with: { variants: ['usual'], unread: true } },
    expected: [{ victim: 'gone' }],
    lies: { deletesNobody },
  },
  'delete-each-variant, a second user': {
    check: 'delete-each-variant',
    setting: { with: { variants: ['usual'], secondUser: 'own' } },
    expected: [...GONE, { bystander: 'living' }],
    lies: { deletesNobody, deletesEverybody },
  },
  'delete-each-variant, by the second tenant': {
    check: 'delete-each-variant',
    setting: { with: { variants: ['usual'], tenant: 'other' } },
    expected: GONE,
    lies: {
      knowsTheFirstTenantAlone: ({ server }) =>
        void (server.lie = ({ tenant, text }) =>
          tenant === 'other' ? { status: 200, body: { deleted: idsIn(text) } } : undefined),
    },
  },
});

test('delete-each-variant: what is refused to be created is not observed, and the others are judged', async () => {
  const stage = new Stage();
  let created = 0;
  stage.server.mayCreate = () => (created += 1) > 1;
  const observed = await stage.run('delete-each-variant', { with: { variants: ['bare', 'usual'] } });
  expect(reasonsOf(observed)).toEqual(['not-observed not-observed']);
  expect(valuesOf(observed, 'victim')).toEqual(['gone']);
});

test('delete-each-variant: one like the deleted user must not bring them back', async () => {
  const stage = new Stage();
  const { server } = stage;
  server.mayCreate = (id) => {
    for (const one of stage.deleted) server.create('own', one, 'again');
    return id !== '';
  };
  const observed = await stage.run('delete-each-variant', { with: { variants: ['usual'], secondUser: 'own' } });
  expect(verdictOf(observed, { victim: 'gone' })).toBe('fail');
});

test('delete-each-variant: harm is reported also where no other user can be created afterwards', async () => {
  const stage = new Stage();
  let created = 0;
  stage.server.mayCreate = () => (created += 1) <= 2;
  deletesEverybody(stage);
  const observed = await stage.run('delete-each-variant', { with: { variants: ['usual'], secondUser: 'own' } });
  expect(verdictOf(observed, { bystander: 'living' })).toBe('fail');
});

test('delete-each-variant: without a second tenant nothing is judged', async () => {
  const observed = await new Stage().run('delete-each-variant', {
    with: { variants: ['usual'], tenant: 'other' },
    other: false,
  });
  expect(reasonsOf(observed)).toEqual(['not-run no-second-tenant']);
});
