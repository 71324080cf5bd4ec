import { expect, test } from '@playwright/test';
import { replaceAt, valueAt, valuesAt } from '../../../src/contract/json-pointer.ts';

const value = { list: [{ id: 'a' }, { id: 'b' }], 'a/b': { '~c': 1 }, none: null, '': 'unnamed' };

test('a pointer names a value, null among them, or nothing', () => {
  expect(valueAt(value, '')).toBe(value);
  expect(valueAt(value, '/list/1/id')).toBe('b');
  expect(valueAt(value, '/a~1b/~0c')).toBe(1);
  expect(valueAt(value, '/none')).toBeNull();
  for (const missing of ['/gone', '/list/2', '/none/deeper', '/list/0/id/deeper'])
    expect(valueAt(value, missing), missing).toBeUndefined();
});

test('a star names every element of a list, and of what is no list nothing', () => {
  expect(valuesAt(value, '/list/*/id')).toEqual(['a', 'b']);
  expect(valuesAt([[1, 2], [3]], '/*/*')).toEqual([1, 2, 3]);
  for (const missing of ['/none/*/id', '/a~1b/*', '/gone/*'])
    expect(valuesAt(value, missing), missing).toEqual([undefined]);
});

test('where there is no value no pointer names one', () => {
  expect(valueAt(undefined, '')).toBeUndefined();
  expect(valueAt(undefined, '/a')).toBeUndefined();
});

test('one place is replaced, in a copy', () => {
  const before = structuredClone(value);
  expect(replaceAt(value, '/list/1/id', 'c')).toEqual({ ...value, list: [{ id: 'a' }, { id: 'c' }] });
  expect(replaceAt(value, '/none', { deep: true })).toEqual({ ...value, none: { deep: true } });
  expect(replaceAt(value, '/', 'named')).toEqual({ ...value, '': 'named' });
  expect(value).toEqual(before);
});

test('properties with a slash or a tilde are replaced under their own name', () => {
  expect(replaceAt({ 'a/b': 1, 'c~d': 2 }, '/a~1b', 9)).toEqual({ 'a/b': 9, 'c~d': 2 });
  expect(replaceAt({ 'a/b': 1, 'c~d': 2 }, '/c~0d', 9)).toEqual({ 'a/b': 1, 'c~d': 9 });
  expect(replaceAt({ '~1': 1 }, '/~01', 9)).toEqual({ '~1': 9 });
});

test('the empty pointer replaces the whole', () => {
  expect(replaceAt(value, '', 'other')).toBe('other');
});
