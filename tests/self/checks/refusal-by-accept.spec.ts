import { expect, test } from '@playwright/test';
import { declareScenarios } from './scenario.ts';
import { Stage, reasonsOf } from './check-context.ts';
import type { Call, Reply } from './server.ts';

const takes = ({ headers }: Call): string | undefined => headers['accept'];
const answers = (answer: (call: Call) => Reply | undefined) => (stage: Stage) => void (stage.server.lie = answer);

declareScenarios({
  'refusal-by-accept': {
    check: 'refusal-by-accept',
    expected: [{ sameAnswer: true }, { status: [400, 401, 404] }],
    lies: {
      refusesWithoutAccept: answers((call) => (takes(call) === undefined ? { status: 406 } : undefined)),
      redirectsWhoTakesAnything: answers((call) => (takes(call) === '*/*' ? { status: 302 } : undefined)),
      // Only where no credentials come.
      hidesTheCode: answers((call) =>
        !call.tenant && takes(call) !== 'application/json' ? { status: 401, body: {} } : undefined,
      ),
      crashesOnBrokenJson: answers((call) =>
        takes(call) === '*/*' && !call.text.endsWith('}') ? { status: 500 } : undefined,
      ),
    },
  },
});

test('the requests that are refused: nobody, no credentials, broken JSON, each by both ways to accept', async () => {
  const stage = new Stage();
  const observed = await stage.run('refusal-by-accept');
  expect(observed.map(({ about, facts }) => [about, facts?.['sameAnswer']])).toEqual([
    ['an unknown user, Accept: */*', true],
    ['an unknown user, no Accept', true],
    ['no credentials, Accept: */*', true],
    ['no credentials, no Accept', true],
    ['broken JSON, Accept: */*', true],
    ['broken JSON, no Accept', true],
  ]);
});

test('a refusal that cannot be judged as usual is not compared', async () => {
  const stage = new Stage();
  stage.server.lie = ({ tenant }) => (tenant ? undefined : { status: 429 });
  expect(reasonsOf(await stage.run('refusal-by-accept'))).toEqual(['inconclusive rate-limited']);
});
