import { expect, test } from '@playwright/test';
import { describeExpectation, judge, type Judgement, type Observed } from '../../../src/verdict/judge.ts';
import type { Clause, Level, NotJudged } from '../../../src/verdict/types.ts';

/** The words and positions of a judgement; its verdicts are in judge.spec.ts. */
const must = (when: Clause['when']): Clause => ({ when, level: 'MUST' });
const may = (when: Clause['when']): Clause => ({ when, level: 'MAY' });

function judged(expectation: Clause[], observed: Observed[], level: Level = 'MUST'): Judgement {
  return judge({ expect: expectation, level }, observed);
}

const answer = { about: 'answer', facts: { status: 200 } };
const notJudged = (message: string, more: Partial<NotJudged> = {}): Observed => ({
  about: 'victim',
  notJudged: { verdict: 'inconclusive', reason: 'pending', message, ...more },
});

test('an expectation reads clause by clause, each with its level', () => {
  expect(describeExpectation([must({ status: 400, victim: 'gone' }), may({ '/type': 'USER' })])).toBe(
    'status 400, victim gone (MUST); /type USER (MAY)',
  );
});

test('a pass tells what was looked at, and has neither reason nor message', () => {
  expect(judged([must({ status: 200 })], [answer])).toEqual({
    verdict: 'pass',
    reason: null,
    message: '',
    expected: 'status 200 (MUST)',
    actual: 'answer',
    pending: null,
    decisive: [0],
  });
});

test('a broken clause says which key, of what, and what was there, and its message what happened', () => {
  expect(judged([must({ status: 204 })], [answer])).toMatchObject({
    actual: 'answer: status 200',
    message: 'Answered 200 instead of 204: answer.',
  });
});

test('clauses may be answered by different observations', () => {
  const victim = { about: 'victim', facts: { victim: 'gone' } };
  const judgement = judged([must({ status: 200 }), must({ victim: 'gone' })], [answer, victim]);
  expect(judgement).toMatchObject({ verdict: 'pass', actual: 'answer; victim', decisive: [0, 1] });
});

test('an observation that no clause is about decides nothing and is not told', () => {
  const judgement = judged([must({ status: 200 })], [answer, { about: 'weather', facts: { sky: 'blue' } }]);
  expect(judgement).toMatchObject({ verdict: 'pass', actual: 'answer', decisive: [0] });
});

test('a clause that nothing answered is the fault of the suite, which no observation shows', () => {
  const judgement = judged([must({ status: 200 }), must({ victim: 'gone' })], [answer, { ...answer, about: 'again' }]);
  const actual = 'the check reported nothing about "victim gone"';
  expect(judgement).toMatchObject({ verdict: 'error', reason: 'suite', message: actual, actual, decisive: [] });
});

test('a check that observed nothing is told so, even where its requirement asks for nothing', () => {
  const actual = 'the check observed nothing';
  expect(judged([], [])).toMatchObject({ verdict: 'error', reason: 'suite', message: actual, actual, decisive: [] });
  expect(judged([must({ status: 200 })], []).actual).toContain(actual);
});

test('an observation without facts or a reason is not green where a requirement asks for nothing', () => {
  expect(judged([], [{ about: 'answer' }])).toMatchObject({ verdict: 'error', message: '', decisive: [] });
});

test('a MAY requirement is information where it holds, and an error is an error there too', () => {
  expect(judged([may({ status: 200 })], [answer], 'MAY').verdict).toBe('info');
  expect(judged([may({ victim: 'gone' })], [answer], 'MAY').verdict).toBe('error');
});

test('what was observed outweighs what gave no occasion to judge', () => {
  const held = notJudged('not asked', { verdict: 'not-observed', reason: 'declared' });
  expect(judged([may({ status: 204 })], [answer, held], 'MAY')).toMatchObject({ verdict: 'info', reason: null });
});

test('several pending deletions are pending until the last deadline, whatever their order', () => {
  const [early, late] = ['2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'];
  const waiting = [late, early].map((deadline) => notJudged(`until ${deadline}`, { deadline }));
  expect(judged([must({ victim: 'gone' })], waiting).pending).toEqual({ deadline: late });
  expect(judged([must({ victim: 'gone' })], [...waiting].reverse()).pending).toEqual({ deadline: late });
});

test('what is not judged without a deadline is not pending', () => {
  expect(judged([must({ victim: 'gone' })], [notJudged('no read-back')]).pending).toBeNull();
});

test('five different observations are told in full, the sixth is counted', () => {
  const seen = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ about: `user ${index}`, facts: { victim: 'living' } }));
  const told = (count: number): string[] => judged([must({ victim: 'living' })], seen(count)).actual.split('; ');
  const five = ['user 0', 'user 1', 'user 2', 'user 3', 'user 4'];
  expect(told(5)).toEqual(five);
  expect(told(6)).toEqual([...five, 'and 1 more']);
});
