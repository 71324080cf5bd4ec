import { expect, test } from '@playwright/test';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf } from '../run/in-process.ts';
import { declareScenarios, deletesNobody } from './scenario.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';
import { idsIn, type Call, type Reply } from './server.ts';

test.afterAll(disposeOfKeys);

const EXPECTED = [{ likeAbsent: false }, { effect: ['listed and gone', 'refused and living'] }];

/** How a stage's server answers what comes in chunks. */
const chunks = (answer: (call: Call) => Reply) => (stage: Stage) => {
  stage.server.lie = (call) => (call.headers['transfer-encoding'] === 'chunked' ? answer(call) : undefined);
};

declareScenarios({
  'chunked-deletion': {
    check: 'chunked-deletion',
    expected: [...EXPECTED, { listed: 'all' }],
    lies: {
      deletesNobody,
      seesNoBody: chunks(() => ({ status: 400, body: { code: 'faulty' } })),
      onlySaysDeleted: chunks(({ text }) => ({ status: 200, body: { deleted: idsIn(text) } })),
    },
  },
});

test('a server may want a length, if it says so', async () => {
  const stage = new Stage();
  chunks(() => ({ status: 411, body: { code: 'length' } }))(stage);
  const observed = await stage.run('chunked-deletion');
  expect(verdictOf(observed, ...EXPECTED)).toBe('pass');
  expect(valuesOf(observed, 'effect')).toEqual(['refused and living']);
});

test('a target of HTTP/1.0 is sent no chunk', async () => {
  for (const judge of [judgeKnot, judgeMastercard]) {
    const chunks: string[] = [];
    const results = await judge({
      select: ({ slug }) => slug === 'chunked-deletion-is-not-misread',
      through: (inner) => async (request, limits) => {
        if (request.headers.some(([name]) => name === 'Transfer-Encoding')) chunks.push(request.url);
        return { ...(await inner(request, limits)), httpVersion: '1.0' };
      },
    });
    expect(resultOf(results, 'chunked-deletion-is-not-misread').verdict).toBe('not-applicable');
    expect(chunks).toEqual([]);
  }
});
