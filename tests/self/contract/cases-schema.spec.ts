import { LIST_NAMES, underNames } from '../../../src/contract/cases/usual-names.ts';
import { expect, test } from '@playwright/test';
import type { RequestCase } from '../../../src/contract/cases/types.ts';
import type { Schema } from '../../../src/contract/types.ts';
import { SLOW } from '../part.ts';
import { bodyOf, casesOf, draftOf, type Example, knot, made, mastercard, nested } from './cases-support.ts';

const names = (example: Example): string[] => casesOf(example).map((found) => found.name);
const validity = (example: Example, name: string): boolean | undefined =>
  casesOf(example).find((found) => found.name === name)?.conforms;

/** The Knot-like schema with more said about its one member. */
function knotWith(property: Schema, more: Schema = {}): Example {
  return {
    ...knot,
    schema: { ...knot.schema, properties: { external_user_id: { type: 'string', ...property } }, ...more },
  };
}

/** What a change of the schema brings and takes away. */
function difference(before: Example, after: Example): { added: string[]; gone: string[] } {
  const [old, now] = [names(before), names(after)];
  return { added: now.filter((name) => !old.includes(name)), gone: old.filter((name) => !now.includes(name)) };
}

test('a minLength brings its two bounds and makes the empty string a fault', () => {
  const after = knotWith({ minLength: 3 });
  expect(difference(knot, after)).toEqual({
    added: ['below-minLength:/external_user_id', 'at-minLength:/external_user_id'],
    gone: [],
  });
  expect(made(after, 'below-minLength:/external_user_id')).toEqual({ external_user_id: 'ru' });
  expect(made(after, 'at-minLength:/external_user_id')).toEqual({ external_user_id: 'run' });
  expect(validity(knot, 'member-empty:/external_user_id')).toBe(true);
  expect(validity(after, 'member-empty:/external_user_id')).toBe(false);
});

test('a property that becomes required can be missing', () => {
  const required: Example = { ...nested, schema: { ...nested.schema, required: ['member', 'priority'] } };
  const body = (): unknown => ({ member: { id: 'usr_12345678' }, priority: 2 });
  expect(difference(nested, required)).toEqual({ added: ['member-missing:/priority'], gone: [] });
  expect(made({ ...required, body }, 'member-missing:/priority')).toEqual({ member: { id: 'usr_12345678' } });
});

test('a raised maxItems moves its two bounds', SLOW, () => {
  const raised: Example = { ...mastercard, schema: { ...mastercard.schema, maxItems: 750 } };
  expect(difference(mastercard, raised)).toEqual({ added: [], gone: [] });
  const counts = (example: Example): (number | undefined)[] =>
    ['at-maxItems', 'above-maxItems'].map((name) => casesOf(example).find((found) => found.name === name)?.ids);
  expect(counts(mastercard)).toEqual([500, 501]);
  expect(counts(raised)).toEqual([750, 751]);
});

test('a change elsewhere leaves the other cases as they were', () => {
  const after = knotWith({}, { additionalProperties: false });
  const sent = (example: Example): unknown =>
    casesOf(example)
      .filter((found) => found.name !== 'extra-member')
      .map((found) => [found.name, String(found.apply(draftOf(example.body(1))).body)]);
  expect(sent(after)).toEqual(sent(knot));
  expect([validity(knot, 'extra-member'), validity(after, 'extra-member')]).toEqual([true, false]);
});

test('nullable is read in the dialect of the document', () => {
  const name = 'member-null:/external_user_id';
  const old: Example = { ...knotWith({ nullable: true }), options: { ...knot.options, dialect: '3.0' } };
  expect(validity(old, name)).toBe(true);
  expect(validity(knotWith({ nullable: true }), name)).toBe(false);
  expect(validity(knotWith({ type: ['string', 'null'] }), name)).toBe(true);
});

test('exclusive bounds are read in the dialect of the document', () => {
  const age = (schema: Schema, dialect: '3.0' | '3.1'): unknown => {
    const properties = { external_user_id: { type: 'string' }, age: { type: 'integer', ...schema } };
    return made(
      { ...knot, schema: { ...knot.schema, properties }, options: { ...knot.options, dialect } },
      'below-minimum:/age',
    );
  };
  expect(age({ minimum: 5, exclusiveMinimum: true }, '3.0')).toMatchObject({ age: 5 });
  expect(age({ minimum: 5, exclusiveMinimum: false }, '3.0')).toMatchObject({ age: 4 });
  expect(age({ exclusiveMinimum: 5 }, '3.1')).toMatchObject({ age: 5 });
});

test('a fixed length has one case on the bound', () => {
  const found = names(knotWith({ minLength: 5, maxLength: 5 }));
  expect(found).toContain('at-length:/external_user_id');
  expect(found).not.toContain('at-minLength:/external_user_id');
  expect(found).not.toContain('above-maxLength.by-two:/external_user_id');
});

test('what cannot be built soundly is left out', () => {
  // Any character meets the pattern, so none of the right length can break it.
  expect(names(knotWith({ pattern: '^.*$' }))).not.toContain('pattern:/external_user_id');
  // Digits have no other letter case, and only one id is allowed at all.
  const items = { type: 'string', pattern: '^[0-9]{6}$' };
  const digits: Example = { ...mastercard, schema: { type: 'array', minItems: 1, items } };
  expect(names(digits)).toContain('duplicate.same:/-');
  expect(names(digits)).not.toContain('duplicate.other-case:/-');
  const single: Example = { ...mastercard, schema: { type: 'array', minItems: 1, maxItems: 1, items } };
  expect(names(single).filter((name) => /^(?:beside|duplicate)/.test(name))).toEqual([]);
  // A pattern that the string maker cannot follow, and no example that keeps it: nothing is known of a good body.
  const opaque = names(knotWith({ pattern: '^(?=x)\\u0078$', example: 'no' }));
  expect(opaque.every((name) => /^(?:body|media-type|method)\./.test(name))).toBe(true);
  expect(opaque).not.toContain('body.broken-json');
  // With an example that keeps it, there is.
  expect(names(knotWith({ pattern: '^(?=x)\\u0078$', example: 'x' }))).toContain('pattern:/external_user_id');
});

test('ids repeated where they must be unique are a fault', () => {
  const unique: Example = { ...mastercard, schema: { ...mastercard.schema, uniqueItems: true } };
  expect(validity(mastercard, 'duplicate.same:/-')).toBe(true);
  expect(validity(unique, 'duplicate.same:/-')).toBe(false);
});

test('an array of ids inside an object is found, with its elements', () => {
  const list: Example = {
    schema: {
      type: 'object',
      required: ['user/ids'],
      properties: { 'user/ids': { type: 'array', minItems: 2, maxItems: 3, items: { type: 'string', minLength: 1 } } },
    },
    options: { idsAt: '/user~1ids', many: true, seed: 1, dialect: '3.1' },
    body: (ids) => ({ 'user/ids': ['one', 'two', 'three', 'four'].slice(0, ids) }),
  };
  const ids = Object.fromEntries(casesOf(list).map((found: RequestCase) => [found.name, found.ids]));
  expect(ids).toMatchObject({
    'below-minItems:/user~1ids': 1,
    'above-maxItems:/user~1ids': 4,
    'element-null:/user~1ids/-': 2,
    'duplicate.same:/user~1ids/-': 2,
  });
  expect(made(list, 'element-null:/user~1ids/-')).toEqual({ 'user/ids': [null, 'two'] });
  expect(made(list, 'below-minItems:/user~1ids')).toEqual({ 'user/ids': ['one'] });
  expect(made(list, 'member-wrong-type.object:/user~1ids')).toEqual({
    'user/ids': underNames(LIST_NAMES, ['one', 'two']),
  });
});

test('an id that would turn a case into its contrary gives way to one that does not', () => {
  // Padding a short id keeps maxLength, padding a long one does not: the case is what it is called for both.
  const bounded = knotWith({ maxLength: 13 });
  const padded = casesOf(bounded).find((found) => found.name === 'member-padded:/external_user_id');
  for (const id of ['ab', 'abcdefghijklm']) {
    const body = bodyOf(padded?.apply(draftOf({ external_user_id: id })) ?? draftOf(null)) as Record<string, string>;
    expect((body['external_user_id'] as string).length <= 13).toBe(padded?.conforms);
  }
});
