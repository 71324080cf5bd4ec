import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { condense, SMALL_BODY, type Questions } from '../../../src/http/condense.ts';
import { valueAt } from '../../../src/contract/json-pointer.ts';
import { SLOW } from '../part.ts';

/** Questions about these properties of the body, by JSON Pointer, and about its kind and size. */
const asking = (...pointers: string[]): Questions => ({
  names: new Set(pointers.flatMap((pointer) => pointer.split('/'))),
  answers: (body) => [
    pointers.map((pointer) => valueAt(body, pointer) ?? null),
    Array.isArray(body) && body.length === 0,
    typeof body,
  ],
});

const sizeOf = (value: unknown): number => JSON.stringify(value).length;
const LONG = 'x'.repeat(1_000_000);

test('long strings, names, arrays and objects become short, and what is asked of them stays', SLOW, () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`m${n}`, n]));
  for (const value of [
    { code: 'GONE', padding: LONG },
    { [LONG]: 1, code: 'GONE' },
    { ...many, code: 'GONE' },
    { code: 'GONE', list: Array.from({ length: 200_000 }, (_, n) => ({ n })) },
    { code: 'GONE', texts: Array.from({ length: 1000 }, () => 'y'.repeat(1000)) },
    {
      code: 'GONE',
      deep: Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => Array<string>(60).fill('zzzz'))),
    },
  ]) {
    const small = condense(value, asking('/code'));
    expect(sizeOf(small)).toBeLessThan(100_000);
    expect(valueAt(small, '/code')).toBe('GONE');
  }
});

test('what a small body could hold stays as it is, and a list of five hundred ids does', () => {
  const value = { text: 'x'.repeat(SMALL_BODY), ids: Array.from({ length: 500 }, (_, n) => `id-${n}`.padEnd(36, '-')) };
  expect(condense(value, asking())).toEqual(value);
});

test('strings stay as equal and as different as they were, and long ones are cut nowhere', () => {
  const code = (text: string): unknown =>
    valueAt(condense({ code: text, LONG }, { names: new Set(['code']), answers: () => null }), '/code');
  expect(code(`${LONG}a`)).toBe(code(`${LONG}a`));
  expect(code(`${LONG}a`)).not.toBe(code(`${LONG}b`));
  expect(code(LONG)).toMatch(/^\(1000000 characters, sha256 [\da-f]{64}\)$/);
});

test('where no smaller copy gives the same answers, the value itself stays', () => {
  const list = Array.from({ length: 5000 }, (_, n) => n);
  expect(condense(list, { names: new Set(), answers: (body) => (body as unknown[]).length })).toBe(list);
});

test('whatever is asked of whatever value gets the same answer of its small copy', () => {
  const steps = ['a', 'code', '0', 'Errors'];
  const large = fc.oneof(
    fc.constant(LONG),
    fc.integer({ min: 0, max: 3000 }).map((n) => Array<string>(n).fill('a')),
  );
  const { value: json } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), large, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...steps), fc.string()), tie('value'), { maxKeys: 4 }),
  }));
  const pointer = fc
    .array(fc.constantFrom(...steps), { maxLength: 3 })
    .map((path) => path.map((s) => `/${s}`).join(''));
  fc.assert(
    fc.property(json, fc.array(pointer, { maxLength: 4 }), (value, pointers) => {
      const asked = pointers.filter((one) => one !== '');
      const small = condense(value, asking(...asked));
      for (const one of asked) {
        const [before, after] = [valueAt(value, one), valueAt(small, one)];
        expect(typeof after).toBe(typeof before);
        if (typeof before === 'string' && before.length <= 256) expect(after).toBe(before);
        if (typeof before !== 'object') expect(after === undefined).toBe(before === undefined);
      }
    }),
  );
});
