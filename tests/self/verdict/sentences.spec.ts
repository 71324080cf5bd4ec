import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../src/checks/index.ts';
import { judge } from '../../../src/verdict/judge.ts';
import type { Condition, Facts } from '../../../src/verdict/types.ts';

// What a person reads first at a failure: what happened, in words, not the rule that it breaks.

function messageOf(when: Condition, about: string, facts: Facts): string {
  return judge({ level: 'MUST', expect: [{ when, level: 'MUST' }] }, [{ about, facts }]).message;
}

const family = 'the victim of one request (a wrong secret)';
const finding = 'deleteUser 400 in knot/unknown-user-is-refused';

for (const [when, about, facts, sentence] of [
  [{ status: 401 }, 'a wrong secret', { status: 200 }, 'Answered 200 instead of 401: a wrong secret.'],
  [{ status: '4xx' }, 'x', { status: 'none (timeout)' }, 'Not answered (timeout) instead of 4xx: x.'],
  [{ victim: 'gone' }, 'the deleted user', { victim: 'living' }, 'The deleted user still exists.'],
  [{ victim: 'gone' }, 'the deleted user', { victim: 'terminating' }, 'The deleted user is still being deleted.'],
  [{ victim: 'living' }, family, { victim: 'gone' }, 'A request that must be refused deleted a user: a wrong secret.'],
  [{ bystander: 'living' }, 'another user', { bystander: 'gone' }, 'Another user is gone.'],
  [
    { bystander: 'living' },
    'user 7 at the end of the run',
    { bystander: 'gone' },
    'User 7 at the end of the run is gone.',
  ],
  [
    { effect: ['listed and gone'] },
    'b',
    { effect: 'listed and living' },
    'A user that the answer lists as deleted still exists: b.',
  ],
  [
    { effect: ['refused and living'] },
    'b',
    { effect: 'refused and gone' },
    'A user whose deletion was refused is gone: b.',
  ],
  [{ listed: 'all' }, 'b', { listed: 'others' }, 'The answer lists ids that were not sent: b.'],
  [{ '/error_code': 'A' }, 'b', { body: { error_code: 'B' } }, 'The answer has B at /error_code instead of A: b.'],
  [{ '/error_code': 'A' }, 'b', { body: {} }, 'The answer has no /error_code, which must be A: b.'],
  [{ json: true }, finding, { json: false, received: 'HTML' }, `HTML instead of JSON: ${finding}.`],
  [{ stackTrace: false }, finding, { stackTrace: true }, `The answer contains a stack trace: ${finding}.`],
  [{ oldData: 'absent' }, 'x', { oldData: 'present' }, 'Data that the user had before the deletion is there.'],
  [
    { erasedData: false },
    finding,
    { erasedData: true },
    `The answer contains data of a user who was gone already: ${finding}.`,
  ],
  [{ further: 'a' }, 'x', { further: 'b' }, 'Further is b instead of a: x.'],
] as const satisfies readonly (readonly [Condition, string, Facts, string])[])
  test(sentence, () => expect(messageOf(when, about, facts)).toBe(sentence));

test('every fact of every check has a sentence of its own', () => {
  const facts = new Set([...CHECKS.values()].flatMap((check) => check.facts));
  expect(facts.size).toBeGreaterThan(30);
  const bare = [...facts].filter((fact) => / is a instead of b/.test(messageOf({ [fact]: 'b' }, 'x', { [fact]: 'a' })));
  expect(bare).toEqual([]);
});

test('HTML where JSON is documented is one sentence, not one for each fact that it breaks', () => {
  const expected = { json: true, schema: 'valid', mediaType: 'documented' };
  const facts = { json: false, schema: 'invalid', mediaType: 'other', received: 'HTML' };
  expect(messageOf(expected, finding, facts)).toBe(`HTML instead of JSON: ${finding}.`);
});

test('of many violations two are stated, the rest counted', () => {
  const observed = ['a', 'b', 'c', 'd'].map((about) => ({ about, facts: { status: 200 } }));
  const { message } = judge({ level: 'MUST', expect: [{ when: { status: 400 }, level: 'MUST' }] }, observed);
  expect(message).toBe('Answered 200 instead of 400: a. Answered 200 instead of 400: b. And 2 more.');
});
