import { expect, test } from '@playwright/test';
import { declareScenarios, deletesNobody } from './scenario.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';
import { idsIn, type Call, type Reply } from './server.ts';

const SETTING = { with: { variations: ['label.absent', 'label.text', 'label.xml'] } };
const EXPECTED = [{ effect: ['listed and gone', 'refused and living'] }];
const REFUSED: Reply = { status: 415, body: { code: 'label' } };

const isLabelled = ({ headers }: Call): boolean => headers['content-type'] === 'application/json';

/** Another label is refused; `first` happens before. */
const refuses =
  (first: (call: Call, stage: Stage) => void = () => undefined) =>
  (stage: Stage): void => {
    stage.server.lie = (call) => {
      if (isLabelled(call)) return undefined;
      first(call, stage);
      return REFUSED;
    };
  };

declareScenarios({
  'relabelled-deletion': {
    check: 'relabelled-deletion',
    setting: SETTING,
    expected: EXPECTED,
    lies: {
      deletesNobody,
      onlySaysDeleted: ({ server }) =>
        void (server.lie = (call) =>
          isLabelled(call) ? undefined : { status: 200, body: { deleted: idsIn(call.text) } }),
      refusesAndDeletes: refuses(({ text }, { server }) => {
        for (const id of idsIn(text) ?? []) server.records.delete(`own ${id}`);
      }),
    },
  },
});

test('what is refused needs one user for all labels, what is carried out one for each', async () => {
  const stage = new Stage();
  refuses()(stage);
  const refused = await stage.run('relabelled-deletion', { ...SETTING, maxUsers: 1 });
  expect(verdictOf(refused, ...EXPECTED)).toBe('pass');
  expect(valuesOf(refused, 'status')).toEqual([415, 415, 415]);
  expect(valuesOf(refused, 'effect')).toEqual(['refused and living']);
  const done = await new Stage().run('relabelled-deletion', SETTING);
  expect(valuesOf(done, 'effect')).toEqual(['listed and gone', 'listed and gone', 'listed and gone']);
});
