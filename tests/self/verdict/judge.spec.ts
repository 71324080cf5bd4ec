import { expect, test } from '@playwright/test';
import { judge } from '../../../src/verdict/judge.ts';
import { LEVELS, VERDICTS, type Clause, type NotJudged } from '../../../src/verdict/types.ts';
import { mostSevere } from '../../../src/verdict/severity.ts';

const must = (when: Clause['when']): Clause => ({ when, level: 'MUST' });
const should = (when: Clause['when']): Clause => ({ when, level: 'SHOULD' });
const may = (when: Clause['when']): Clause => ({ when, level: 'MAY' });
const pending: NotJudged = {
  verdict: 'inconclusive',
  reason: 'pending',
  message: 'still living, the deadline is not over',
  deadline: '2026-01-02T00:00:00.000Z',
};

function verdictOf(expectation: readonly Clause[], ...observed: Parameters<typeof judge>[1]): string {
  const level = LEVELS.find((one) => expectation.some((clause) => clause.level === one)) ?? 'MAY';
  return judge({ expect: expectation, level }, observed).verdict;
}

test('the clause that breaks gives the grade', () => {
  const expectation = [must({ status: 400 }), should({ '/type': 'USER' }), may({ '/text': 'gone' })];
  const answer = (status: number, type: string, text: string) => ({
    about: 'answer',
    facts: { status, body: { type, text } },
  });
  expect(verdictOf(expectation, answer(400, 'USER', 'gone'))).toBe('pass');
  expect(verdictOf(expectation, answer(400, 'USER', 'other'))).toBe('info');
  expect(verdictOf(expectation, answer(400, 'OTHER', 'gone'))).toBe('warn');
  expect(verdictOf(expectation, answer(404, 'USER', 'gone'))).toBe('fail');
});

test('a check that observes nothing is an error, never green', () => {
  expect(verdictOf([must({ status: 400 })])).toBe('error');
});

test('a clause that no observation answers is an error', () => {
  const half = { about: 'answer', facts: { status: 200 } };
  expect(verdictOf([must({ status: 200 }), must({ victim: 'gone' })], half)).toBe('error');
});

test('a clause that nothing answered because something was not judged states that reason', () => {
  const answer = { about: 'answer', facts: { status: 200 } };
  const judgement = judge({ expect: [must({ status: 200 }), must({ victim: 'gone' })], level: 'MUST' }, [
    answer,
    { about: 'victim', notJudged: pending },
  ]);
  expect(judgement).toMatchObject({
    verdict: 'inconclusive',
    reason: 'pending',
    message: pending.message,
    pending: { deadline: pending.deadline },
    decisive: [1],
  });
});

test('one bad observation among many decides, and says which', () => {
  const seen = (about: string, victim: string) => ({ about, facts: { victim } });
  const judgement = judge({ expect: [must({ victim: 'living' })], level: 'MUST' }, [
    seen('first', 'living'),
    seen('second', 'gone'),
  ]);
  expect(judgement.verdict).toBe('fail');
  expect(judgement.actual).toContain('second');
  expect(judgement.actual).not.toContain('first');
  expect(judgement.decisive).toEqual([1]);
});

test('of many observations that say the same a few are told, and how many more there are', () => {
  const seen = Array.from({ length: 12 }, (_, index) => ({ about: `user ${index}`, facts: { victim: 'living' } }));
  const { actual, decisive } = judge({ expect: [must({ victim: 'gone' })], level: 'MUST' }, seen);
  expect(actual.split('; ')).toHaveLength(6);
  expect(actual).toMatch(/; and 7 more$/);
  expect(decisive).toHaveLength(12);
});

test('a requirement that is only MAY is information, also where it holds', () => {
  expect(verdictOf([may({ status: 200 })], { about: 'answer', facts: { status: 200 } })).toBe('info');
});

test('status classes, lists and schemas', () => {
  const answer = (status: unknown, body?: unknown) => ({ about: 'answer', facts: { status, body } });
  expect(verdictOf([must({ status: '4xx' })], answer(422))).toBe('pass');
  expect(verdictOf([must({ status: '4xx' })], answer(500))).toBe('fail');
  expect(verdictOf([must({ status: '4xx' })], answer('none (timeout)'))).toBe('fail');
  expect(verdictOf([must({ status: [200, '4xx'] })], answer(200))).toBe('pass');
  expect(verdictOf([must({ '/m': { type: 'string', minLength: 1 } })], answer(200, { m: '' }))).toBe('fail');
  expect(verdictOf([must({ '/m': { type: 'string', minLength: 1 } })], answer(200))).toBe('fail');
  expect(verdictOf([must({ '/m': { type: 'string', minLength: 1 } })], answer(200, { m: 'x' }))).toBe('pass');
});

test('observations combine to the most severe, in the order of rule R1', () => {
  const order = [
    'error',
    'fail',
    'inconclusive',
    'not-run',
    'warn',
    'pass',
    'info',
    'not-observed',
    'not-applicable',
  ] as const;
  expect([...order].sort()).toEqual([...VERDICTS].sort());
  order.forEach((worse, index) => {
    for (const better of order.slice(index)) expect(mostSevere([better, worse])).toBe(worse);
  });
  expect(mostSevere([])).toBe('error');
});

test('what a gateway may have answered is not held against the implementation, unless it is right', () => {
  const insteadOfAccusing: NotJudged = { verdict: 'inconclusive', reason: 'gateway', message: 'a page', excused: true };
  const expectation = { expect: [must({ status: 400 })], level: 'MUST' as const };
  const one = (status: number) => ({ about: 'answer', facts: { status }, insteadOfAccusing });
  expect(judge(expectation, [one(400)])).toMatchObject({ verdict: 'pass' });
  expect(judge(expectation, [one(403)])).toMatchObject({ verdict: 'inconclusive', reason: 'gateway', excused: true });
  // A true failure beside it is one, and another reason makes the run incomplete.
  expect(judge(expectation, [one(403), { about: 'b', facts: { status: 500 } }]).verdict).toBe('fail');
  const lost: NotJudged = { verdict: 'inconclusive', reason: 'network', message: 'lost' };
  expect(judge(expectation, [one(403), { about: 'b', notJudged: lost }]).excused).toBeUndefined();
});

test('where a request could not be carried, what else was seen is no pass for the clauses that it left unanswered', () => {
  const unsent: NotJudged = { verdict: 'not-applicable', reason: 'transport', message: 'a Request has no connection' };
  const expectation = { expect: [must({ status: 200 }), must({ bystander: 'living' })], level: 'MUST' as const };
  const bystander = (state: string) => ({ about: 'bystander', facts: { bystander: state } });
  const lost = { about: 'answer', notJudged: unsent };
  expect(judge(expectation, [lost, bystander('living')])).toMatchObject({
    verdict: 'not-applicable',
    reason: 'transport',
  });
  expect(judge(expectation, [lost, bystander('gone')]).verdict).toBe('fail');
  // Another request answered all of it.
  expect(judge(expectation, [lost, bystander('living'), { about: 'b', facts: { status: 200 } }]).verdict).toBe('pass');
});

test('what could not be judged of one fact leaves requirements alone that ask for none of it', () => {
  const observed = [
    { about: 'answer', facts: { status: 401 } },
    { about: 'text', notJudged: pending, concerns: ['sameText'] },
  ];
  expect(verdictOf([must({ status: 401 })], ...observed)).toBe('pass');
  expect(verdictOf([must({ sameText: true })], ...observed)).toBe('inconclusive');
  expect(verdictOf([must({ status: 401 }), should({ sameText: true })], ...observed)).toBe('inconclusive');
  // Without a word on what it concerns it is about all of them.
  expect(verdictOf([must({ status: 401 })], { about: 'text', notJudged: pending }, observed[0]!)).toBe('inconclusive');
});
