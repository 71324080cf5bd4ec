import { expect, test } from '@playwright/test';
import { compileExpectedSchema, compileSchema } from '../../../src/contract/validator.ts';

test('OpenAPI 3.1 reads JSON Schema 2020-12', () => {
  const nullable = compileSchema({ type: ['string', 'null'], minLength: 2 }, '3.1');
  expect(nullable(null)).toEqual([]);
  expect(nullable('a')).toEqual([{ path: '', message: 'must NOT have fewer than 2 characters' }]);
  const tuple = compileSchema({ type: 'array', prefixItems: [{ type: 'integer' }], items: false }, '3.1');
  expect(tuple([1])).toEqual([]);
  expect(tuple(['1', 2])).not.toEqual([]);
  const above = compileSchema({ type: 'number', exclusiveMinimum: 1 }, '3.1');
  expect(above(1)).toEqual([{ path: '', message: 'must be > 1' }]);
});

test('nullable is no word of OpenAPI 3.1 or JSON Schema: it is refused, not obeyed', () => {
  const schema = { type: 'string', nullable: true };
  expect(() => compileSchema({ ...schema }, '3.1')).toThrow(/OpenAPI 3\.1: .*unknown keyword: "nullable"/);
  expect(() => compileExpectedSchema({ ...schema })).toThrow(/JSON Schema: .*unknown keyword: "nullable"/);
  const named = compileSchema({ type: 'object', properties: { nullable: { type: 'string' } } }, '3.1');
  expect(named({ nullable: null })).toHaveLength(1);
});

test('OpenAPI 3.0 has nullable, which widens the type beside it and nothing else', () => {
  const nullable = compileSchema({ type: 'string', nullable: true, minLength: 2 }, '3.0');
  expect(nullable(null)).toEqual([]);
  expect(nullable('ab')).toEqual([]);
  expect(nullable('a')).not.toEqual([]);
  expect(nullable(1)).not.toEqual([]);
  expect(compileSchema({ type: 'string', nullable: false }, '3.0')(null)).not.toEqual([]);
  expect(compileSchema({ type: 'string', nullable: true, enum: ['a'] }, '3.0')(null)).not.toEqual([]);
  expect(compileSchema({ nullable: true, allOf: [{ type: 'string' }] }, '3.0')(null)).not.toEqual([]);
  expect(
    compileSchema({ type: 'object', properties: { nullable: { type: 'boolean' } } }, '3.0')({ nullable: 1 }),
  ).toEqual([{ path: '/nullable', message: 'must be boolean' }]);
});

test('OpenAPI 3.0 has exclusive bounds by a flag, and patterns without Unicode mode', () => {
  const between = compileSchema(
    { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false },
    '3.0',
  );
  expect([1, 2, 3].map((value) => between(value).length)).toEqual([1, 0, 0]);
  expect(compileSchema({ type: 'string', pattern: '^[\\w\\-\\_]+$' }, '3.0')('a-_')).toEqual([]);
});

test('what OpenAPI adds to schemas, extensions and unknown formats are read, a misspelt keyword is refused', () => {
  const annotations = {
    type: 'string',
    example: 'a',
    xml: { name: 'a' },
    externalDocs: { url: 'https://vendor.example' },
    discriminator: { propertyName: 'a' },
    deprecated: true,
    readOnly: true,
    format: 'vendor-format',
    'x-vendor': { anything: 1 },
  };
  for (const dialect of ['3.0', '3.1'] as const) {
    expect(compileSchema({ ...annotations }, dialect)('a')).toEqual([]);
    expect(() => compileSchema({ type: 'string', minLenght: 1 }, dialect)).toThrow(
      `not a schema of OpenAPI ${dialect}: strict mode: unknown keyword: "minLenght"`,
    );
    expect(() => compileSchema({ type: 'string', pattern: '(' }, dialect)).toThrow(/not a schema of OpenAPI/);
  }
});

test('known formats are asserted', () => {
  expect(compileSchema({ type: 'string', format: 'uuid' }, '3.1')('not one')).toHaveLength(1);
  expect(compileSchema({ type: 'integer', format: 'int32' }, '3.0')(2 ** 31)).toHaveLength(1);
});

test('one schema object is compiled once for each dialect', () => {
  const schema = { type: 'string' };
  expect(compileSchema(schema, '3.0')).toBe(compileSchema(schema, '3.0'));
  expect(compileSchema(schema, '3.0')).not.toBe(compileSchema(schema, '3.1'));
});

test('every error is told, twenty at most', () => {
  const strings = compileSchema({ type: 'array', items: { type: 'string' } }, '3.1');
  expect(strings(['a', 1, 'b', 2]).map(({ path }) => path)).toEqual(['/1', '/3']);
  expect(strings(Array.from({ length: 20_000 }, (_, index) => index))).toHaveLength(20);
});

test('only the deepest errors are told, by whole properties of the path', () => {
  const schema = {
    anyOf: [
      { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'string' } } } } },
      { type: 'array' },
    ],
  };
  expect(compileSchema(schema, '3.1')({ a: { b: 1 } })).toEqual([{ path: '/a/b', message: 'must be string' }]);
  // /a is no parent of /x/a, nor of /ab.
  const siblings = {
    type: 'object',
    properties: {
      a: { type: 'string' },
      ab: { type: 'string' },
      x: { type: 'object', properties: { a: { type: 'string' } } },
    },
  };
  expect(compileSchema(siblings, '3.1')({ a: 1, ab: 1, x: { a: 1 } }).map(({ path }) => path)).toEqual([
    '/a',
    '/ab',
    '/x/a',
  ]);
});

test('a missing property is told beside a fault deeper down, at the object that lacks it', () => {
  const schema = {
    type: 'object',
    required: ['a/b', 'c'],
    properties: { c: { type: 'object', properties: { d: { type: 'string' } } } },
  };
  expect(compileSchema(schema, '3.1')({ c: { d: 1 } })).toEqual([
    { path: '', message: "must have required property 'a/b'" },
    { path: '/c/d', message: 'must be string' },
  ]);
});

test('an alternative that a fixed value rules out is not told, unless all are ruled out', () => {
  const kind = (name: string, more: object) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string', enum: [name] }, ...more },
  });
  const choice = compileSchema(
    { oneOf: [kind('cat', { lives: { type: 'integer' } }), kind('dog', { name: { type: 'string' } })] },
    '3.0',
  );
  expect(choice({ kind: 'cat', lives: 'nine', name: 1 })).toEqual([{ path: '/lives', message: 'must be integer' }]);
  expect(choice({ kind: 'cow' })).toEqual([{ path: '/kind', message: 'must be equal to one of the allowed values' }]);
});

test('no message holds the value that stands there', () => {
  const secret = 'hunter2-hunter2';
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: {
      pattern: { type: 'string', pattern: '^a' },
      list: { type: 'string', enum: ['a'] },
      number: { type: 'number' },
      unique: { type: 'array', uniqueItems: true },
      format: { type: 'string', format: 'email' },
    },
  };
  const value = {
    pattern: secret,
    list: secret,
    number: secret,
    unique: [secret, secret],
    format: secret,
    other: secret,
  };
  for (const dialect of ['3.0', '3.1'] as const) {
    const errors = compileSchema(structuredClone(schema), dialect)(value);
    expect(errors).toHaveLength(6);
    expect(JSON.stringify(errors)).not.toContain(secret);
  }
});

test.describe('the schema of a requirement', () => {
  test('is JSON Schema 2020-12, formats included', () => {
    const schema = { type: 'object', properties: { id: { type: ['string', 'null'], format: 'uuid' } } };
    expect(compileExpectedSchema(schema)({ id: null })).toEqual([]);
    expect(compileExpectedSchema(schema)({ id: 'nobody' })).toEqual([
      { path: '/id', message: 'must match format "uuid"' },
    ]);
    expect(compileExpectedSchema(schema)).toBe(compileExpectedSchema(schema));
  });

  for (const [what, schema, says] of [
    ['a misspelt keyword', { minimun: 1 }, 'unknown keyword: "minimun"'],
    ['a type that is none', { type: 'strng' }, 'type must be JSONType'],
    ['a value of the wrong type', { minimum: 'one' }, 'minimum value must be'],
    ['a format nobody knows', { type: 'string', format: 'card' }, 'unknown format "card"'],
  ] as const)
    test(`${what} is refused without the meta-schema`, () => {
      expect(() => compileExpectedSchema(schema)).toThrow(`not a schema of JSON Schema: `);
      expect(() => compileExpectedSchema(schema)).toThrow(says);
    });
});
