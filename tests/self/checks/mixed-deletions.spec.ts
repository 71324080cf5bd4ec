import { expect, test } from '@playwright/test';
import { crashesOn, declareScenarios, deletesEverybody, deletesNobody } from './scenario.ts';
import { Stage, reasonsOf, valuesOf, verdictOf } from './check-context.ts';
import { idsIn, type Call } from './server.ts';

const EXPECTED = [{ status: [200, 404] }, { fits: true }, { victim: 'gone' }];

const isOf = (prefix: string) => (call: Call) => (idsIn(call.text)?.[0] ?? '').startsWith(prefix);
const [isUser, isNobody] = [isOf('user-'), isOf('nobody-')];

declareScenarios({
  'mixed-deletions': {
    check: 'mixed-deletions',
    expected: EXPECTED,
    lies: {
      deletesNobody,
      crashes: crashesOn(6),
      deletesAndAnswersAsForNobody: ({ server }) =>
        void (server.lie = (call) => {
          if (!isUser(call)) return undefined;
          server.records.clear();
          return { status: 404, body: { code: 'unknown' } };
        }),
      answersNobodyAsAUser: ({ server }) => {
        let sent = 0;
        server.lie = (call) =>
          isNobody(call) && ++sent === 5 ? { status: 200, body: { deleted: idsIn(call.text) } } : undefined;
      },
      listsAnother: ({ server }) =>
        void (server.lie = (call) => (isUser(call) ? { status: 200, body: { deleted: ['user-x'] } } : undefined)),
      // The second user is answered as if nobody were left.
      deletesEverybody,
    },
  },
});

/** A server that loses the eighth of the deletions at once, so many times. */
function losing(times: number): Stage {
  const stage = new Stage();
  let [sent, lost] = [0, 0];
  stage.server.lie = () => {
    // A control comes before each try, and one after a try that was lost.
    const place = sent++ % 18;
    if (place !== 8 || lost === times) return undefined;
    lost += 1;
    return 'reset';
  };
  return stage;
}

test('an answer that is lost once or twice accuses nobody, one that is lost three times does', async () => {
  for (const times of [0, 1, 2, 3]) {
    const stage = losing(times);
    const observed = await stage.run('mixed-deletions');
    expect(verdictOf(observed, ...EXPECTED), `lost ${times} times`).toBe(times < 3 ? 'pass' : 'fail');
    expect(valuesOf(observed, 'status'), `lost ${times} times`).toHaveLength(16);
  }
});

test('a target that is silent to everything is not judged', async () => {
  const stage = new Stage();
  stage.server.lie = () => 'reset';
  expect(reasonsOf(await stage.run('mixed-deletions'))).toEqual(['inconclusive network']);
});
