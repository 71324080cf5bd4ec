import { expect, test } from '@playwright/test';
import { ID_TRANSFORMATIONS } from '../../../src/contract/id-transformations/index.ts';
import type { Reading } from '../../../src/contract/id-transformations/types.ts';

const readingsOf = (name: string, text: string): readonly Reading[] =>
  ID_TRANSFORMATIONS.find((one) => one.name === name)!.readings(text);

const ids = (name: string, text: string): string[] =>
  readingsOf(name, text).flatMap((reading) => (reading.kind === 'id' ? [reading.id] : []));

/** Whether what a text is taken for may be an id. */
function mayBe(reading: Reading, id: string): boolean {
  if (reading.kind === 'id') return reading.id === id;
  return reading.alternatives.some((required) => required.every((piece) => id.includes(piece)));
}

test('every name is said once, and every transformation says what it does', () => {
  const names = ID_TRANSFORMATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { does } of ID_TRANSFORMATIONS) expect(does).toMatch(/^[a-z]/);
});

for (const base of ['user-one', 'u'.repeat(31), '952734', '123456789012345678', 'Zoë-straße', 'id'])
  test(`what a pair made of ${base} names may be the one whom it reaches`, () => {
    let pairs = 0;
    for (const { name, readings, pairs: make } of ID_TRANSFORMATIONS)
      for (const [named, reached] of name.startsWith('match-what') ? [] : make(base)) {
        pairs += 1;
        expect(named, name).not.toBe(reached);
        // Both may be brought into a form that is neither.
        const forms = [...readings(reached).flatMap((one) => (one.kind === 'id' ? [one.id] : [])), reached];
        const asked = [...readings(named), { kind: 'id', id: named } as const];
        const isReached = asked.some((reading) => forms.some((form) => mayBe(reading, form)));
        expect(isReached, `${name}: ${JSON.stringify([named, reached])}`).toBe(true);
      }
    expect(pairs).toBeGreaterThan(50);
  });

for (const [name, text, expected] of [
  ['fold-case-turkish', 'İD-I', ['id-ı']],
  ['fold-sharp-s', 'straße', ['strasse']],
  ['drop-accents', 'Zoë', ['Zoe']],
  ['normalise-nfkc', 'ﬁ１', ['fi1']],
  ['drop-invisible', 'a\u200Bb\u00ADc', ['abc']],
  ['trim-end-blanks', ' a ', [' a']],
  ['collapse-blanks', 'a \t b', ['a b']],
  ['cut-at-32-characters', 'é'.repeat(40), ['é'.repeat(32)]],
  ['cut-at-32-bytes', 'é'.repeat(40), ['é'.repeat(16)]],
  ['cut-at-36-bytes', `${'x'.repeat(35)}é`, ['x'.repeat(35)]],
  ['stop-at-nul', 'a\0b', ['a', 'ab']],
  ['drop-plus-tag', 'a+b@c', ['a@c']],
  ['split-at-semicolons', 'a;b;', ['a', 'b']],
  ['decode-percent', '%2561', ['%61', 'a']],
  ['decode-entities', '&#x61;&#98;&amp;', ['ab&']],
  ['number-value', '42abc', ['42']],
  ['number-value', ' 4.20e1-x', ['4.20e1', '42']],
  ['number-value', '0x2A', ['42']],
  ['number-leading-zeros', '0042', ['42']],
  ['number-double', '9007199254740993', ['9007199254740992']],
  ['number-value', 'abc42', []],
  ['end-sql-string', "a'", ['a']],
] as const)
  test(`${name} reads ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => {
    expect(ids(name, text)).toEqual(expected);
  });

const alternatives = (name: string, text: string): unknown =>
  readingsOf(name, text).map((reading) => (reading.kind === 'pattern' ? reading.alternatives : reading));

for (const [name, text, expected] of [
  ['match-like', 'a%b_c', [['a', 'b', 'c']]],
  ['match-like', '[ab]c', [['c']]],
  ['match-like', 'a\\%b', [['a', 'b']]],
  ['match-glob', 'a*{b,c}', [['a']]],
  ['match-glob', '!abc', [[]]],
  ['match-glob', 'a!(b)', [['a']]],
  ['match-regular-expression', 'ab.c+d?e*f', [['ab', 'c', 'f']]],
  ['match-regular-expression', 'ab|c(d|e)', [['ab'], ['c']]],
  ['match-regular-expression', 'a{0,3}b\\.c\\d[x-z]', [['b.c']]],
  ['match-regular-expression', 'a(b', [[]]],
  ['end-sql-string', "a' OR '1'='1", [[]]],
  ['end-sql-string', "a'-'", [[]]],
  ['evaluate-template', 'a{{7*7}}', [[]]],
] as const)
  test(`${name} takes ${JSON.stringify(text)} for a pattern that needs ${JSON.stringify(expected)}`, () => {
    expect(alternatives(name, text)).toEqual([expected]);
  });
