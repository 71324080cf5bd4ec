import { expect, test } from '@playwright/test';
import { KNOT_SUITE } from '../detection/knot/suite.ts';
import { disposeOfKeys, judgeKnot, resultOf } from '../run/in-process.ts';
import { declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { idsIn, type Call } from './server.ts';
import { Stage } from './check-context.ts';

test.afterAll(disposeOfKeys);

const isInCapitals = ({ headers }: Call): boolean => headers['content-type'] === 'APPLICATION/JSON';
const isEscaped = ({ text }: Call): boolean => text.includes('\\u');
const withoutAccept = ({ headers }: Call): boolean => headers['accept'] === undefined;

declareScenarios({
  'varied-deletion': {
    check: 'varied-deletion',
    setting: { with: { variations: ['label.capitals', 'json.escapes', 'accept.absent', 'accept.any'] } },
    expected: [{ status: 200 }, { listed: 'all' }, { effect: 'listed and gone' }, { bystander: 'living' }],
    lies: {
      deletesNobody,
      deletesEverybody,
      refusesCapitals: ({ server }) => void (server.lie = (call) => (isInCapitals(call) ? { status: 415 } : undefined)),
      misreadsEscapes: ({ server }) =>
        void (server.lie = (call) => (isEscaped(call) ? { status: 404, body: { code: 'unknown' } } : undefined)),
      onlySaysDeletedWithoutAccept: ({ server }) =>
        void (server.lie = (call) =>
          withoutAccept(call) ? { status: 200, body: { deleted: idsIn(call.text) } } : undefined),
    },
  },
});

test('what fails is tried alone with a user of its own; what passes in company is not', async () => {
  const variations = ['label.capitals', 'json.escapes'];
  const honest = new Stage();
  await honest.run('varied-deletion', { with: { variations } });
  expect(honest.sent.filter(({ role }) => role === 'act')).toHaveLength(1);
  const stage = new Stage();
  stage.server.lie = (call) => (isInCapitals(call) ? { status: 415 } : undefined);
  const observed = await stage.run('varied-deletion', { with: { variations } });
  expect(stage.sent.filter(({ role }) => role === 'act')).toHaveLength(3);
  const effects = observed.flatMap(({ about, facts }) => (facts?.['effect'] ? [[about, facts['effect']]] : []));
  expect(effects).toEqual([
    [expect.stringContaining('the media type in capitals'), 'refused and living'],
    [expect.stringContaining('escapes'), 'listed and gone'],
  ]);
});

/** A deletion server that is broken as an entry of the detection table says. */
async function judgedAs(id: string, slug: string) {
  const table = await KNOT_SUITE.families['spellings of a request']!();
  const change = table.find((one) => one.id === id)!.change;
  return resultOf(await judgeKnot({ ...change(), select: (one) => one.slug === slug }), slug);
}

test('what fails in company is tried alone, and only the culprit is named', async () => {
  const { verdict, actual } = await judgedAs('accept.absent/hollow', 'any-spelling-of-a-deletion-deletes');
  expect(verdict).toBe('fail');
  expect(actual).toContain('a deletion with no Accept');
  expect(actual).not.toMatch(/capitals|escapes/);
});

test('a variation that is refused warns, one that is answered with success and not done fails', async () => {
  const slug = 'any-case-of-a-deletion-is-done-or-refused';
  expect((await judgedAs('scheme.small/refused', slug)).verdict).toBe('warn');
  expect((await judgedAs('scheme.small/hollow', slug)).verdict).toBe('fail');
});
