import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { expect, test } from '@playwright/test';
import { dereferenced, DereferenceError } from '../../../src/contract/dereference.ts';

// References inside a document, held against a library that resolves them as well.

const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a chain, used twice': {
    a: { $ref: '#/c/one' },
    b: [{ $ref: '#/c/one' }],
    c: { one: { $ref: '#/c/two' }, two: { x: 1 } },
  },
  'something beside the reference': {
    a: { z: 1, $ref: '#/b', text: 'own' },
    b: { text: 'of the named', y: { $ref: '#/c' } },
    c: 7,
  },
  'a place inside what is named by reference': {
    a: { $ref: '#/b/inside' },
    b: { $ref: '#/c' },
    c: { inside: { x: true } },
  },
  'names with a slash, a tilde, a blank and a number': {
    a: [{ $ref: '#/paths/~1users~1{id}/get' }, { $ref: '#/s~0t' }, { $ref: '#/two%20words' }, { $ref: '#/list/1' }],
    ...{ paths: { '/users/{id}': { get: { x: 1 } } }, 's~t': { y: 2 }, 'two words': { z: 3 }, list: [{}, { w: 4 }] },
  },
  'a property that is called $ref': { a: { properties: { $ref: { type: 'string' } } } },
};

for (const [what, document] of Object.entries(DOCUMENTS))
  test(`${what}: as the library reads it`, async () => {
    const expected = await new $RefParser().dereference(structuredClone(document));
    expect(JSON.stringify(dereferenced(document))).toBe(JSON.stringify(expected));
  });

test('two references to one place share what they name, which is left as it was', () => {
  const document = { a: { $ref: '#/c' }, b: { $ref: '#/c' }, c: { d: { $ref: '#/e' } }, e: {} };
  const before = JSON.stringify(document);
  const { a, b } = dereferenced(document);
  expect(a).toBe(b);
  expect(JSON.stringify(document)).toBe(before);
});

for (const [what, document, isCircle] of [
  ['names nothing', { a: { $ref: '#/b/c' }, b: {} }, false],
  ['names what every object inherits', { a: { $ref: '#/constructor' } }, false],
  ['leads back to itself', { a: { $ref: '#/b' }, b: { c: { $ref: '#/b' } } }, true],
  ['names the whole document', { a: { $ref: '#' } }, true],
  ['goes through itself', { a: { $ref: '#/a/b' } }, true],
] as const)
  test(`a reference that ${what} is refused`, () => {
    const refused = { name: DereferenceError.name, isCircle };
    let error: unknown;
    try {
      dereferenced(document);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject(refused);
  });
