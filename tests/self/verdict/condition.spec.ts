import { expect, test } from '@playwright/test';
import {
  acceptedStatus,
  isAnsweredBy,
  violations,
  describeCondition,
  matches,
} from '../../../src/verdict/condition.ts';

const bodyMatches = (wanted: unknown, body: unknown): boolean => matches({ '/m': wanted }, { body });

/** What a reader is told of a property that breaks a condition. */
function told(wanted: unknown, actual?: unknown): string | undefined {
  return violations({ '/m': wanted }, { body: { m: actual } })[0]?.actual;
}

test('facts match a condition when every key of it holds', () => {
  const condition = { status: 400, '/code': 'GONE' };
  expect(matches(condition, { status: 400, body: { code: 'GONE' } })).toBe(true);
  expect(matches(condition, { status: 400, body: { code: 'OTHER' } })).toBe(false);
  expect(matches(condition, { status: 404, body: { code: 'OTHER' } })).toBe(false);
});

test('keys that do not hold are told in the order of the condition, with what was wanted and what was there', () => {
  const condition = { status: [200, '4xx'], '/ok': true, '/code': 'GONE' };
  expect(violations(condition, { status: 500, body: { ok: true, code: 'OTHER' } })).toEqual([
    { key: 'status', expected: '200 or 4xx', actual: '500' },
    { key: '/code', expected: 'GONE', actual: 'OTHER' },
  ]);
});

test('a condition applies only to facts that say something about each of its keys', () => {
  expect(isAnsweredBy({ status: 200, '/code': 'GONE' }, { status: 400, body: undefined })).toBe(true);
  expect(isAnsweredBy({ status: 200, '/code': 'GONE' }, { status: 200 })).toBe(false);
  expect(isAnsweredBy({ status: 200, victim: 'gone' }, { victim: 'gone' })).toBe(false);
});

test('null is a value of its own: neither absent nor a schema', () => {
  expect(bodyMatches(null, { m: null })).toBe(true);
  expect(bodyMatches(null, { m: '' })).toBe(false);
  expect(bodyMatches(null, {})).toBe(false);
});

test('a schema asks for a value, so that even one that allows all is not met by none', () => {
  expect(bodyMatches({}, { m: null })).toBe(true);
  expect(bodyMatches({}, {})).toBe(false);
  expect(bodyMatches({ not: { const: 'x' } }, {})).toBe(false);
});

test('a status class is exactly that: texts that only contain one are texts, and so is a number in quotes', () => {
  expect(bodyMatches('4xxx', { m: '4xxx' })).toBe(true);
  expect(bodyMatches('a4xx', { m: 'a4xx' })).toBe(true);
  expect(matches({ status: '4xx' }, { status: '422' })).toBe(false);
});

test('the statuses that a condition accepts', () => {
  const accepts = acceptedStatus({ status: [204, '4xx'], '/code': 'GONE' });
  expect([200, 204, 399, 400, 499, 500].filter((status) => accepts?.(status))).toEqual([204, 400, 499]);
  expect(acceptedStatus({ '/code': 'GONE' })).toBeUndefined();
});

test('a condition reads as a sentence would name it', () => {
  expect(describeCondition({ status: 400, '/error_code': 'USER_NOT_FOUND' })).toBe(
    'status 400, /error_code USER_NOT_FOUND',
  );
  expect(describeCondition({ status: [200, 204, '4xx'] })).toBe('status 200 or 204 or 4xx');
  expect(describeCondition({ '/m': null })).toBe('/m null');
  expect(describeCondition({ '/m': { type: 'string' } })).toBe('/m a string');
  expect(describeCondition({ '/m': {} })).toBe('/m a value');
  expect(describeCondition({ '/m': { type: ['string', 'null'] } })).toBe('/m a value');
  expect(describeCondition({ '/m': { minLength: 1, pattern: '^a' } })).toBe(
    '/m a value with minLength 1, pattern "^a"',
  );
  expect(describeCondition({ '/m': { type: 'string', enum: ['a', 'b'] } })).toBe('/m a string with enum ["a","b"]');
});

test('what was there instead is shown so that absent, empty and other types can be told apart', () => {
  expect(told('x')).toBe('absent');
  expect(told('x', '')).toBe('""');
  expect(told('x', 'y')).toBe('y');
  expect(told('x', null)).toBe('null');
  expect(told('x', ['y', 1])).toBe('["y",1]');
});

test('a long value is cut after 200 characters and says so', () => {
  const listOf = (length: number): string[] => ['a'.repeat(length - '[""]'.length)];
  expect(told('x', listOf(200))).toBe(JSON.stringify(listOf(200)));
  expect(told('x', listOf(201))).toBe(`${JSON.stringify(listOf(201)).slice(0, 200)}…`);
});

test('`/*` stands for every element of a list, one of which must match; an empty list matches nothing', () => {
  const condition = { '/errors/*/code': 'GONE' };
  const body = (...codes: string[]) => ({ body: { errors: codes.map((code) => ({ code })) } });
  expect(matches(condition, body('OTHER', 'GONE'))).toBe(true);
  expect(matches(condition, body('OTHER', 'ANOTHER'))).toBe(false);
  expect(matches(condition, body())).toBe(false);
  expect(matches(condition, { body: { errors: { code: 'GONE' } } })).toBe(false);
  expect(violations(condition, body('OTHER', 'ANOTHER'))[0]?.actual).toBe('OTHER and ANOTHER');
  expect(violations(condition, body())[0]?.actual).toBe('absent');
});
