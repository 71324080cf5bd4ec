import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readClasses, type Classed } from './classes.ts';
import { FIGURES, figuresOf, figuresSentence, currentFigures } from './figures.ts';
import { instrument, type Mutant } from './instrument.ts';
import { readMeasured } from './measured.ts';
import { faultsOf } from './faults.ts';
import { unclassedOf } from './unclassed.ts';

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

test('every survivor is classed, and nothing else is', async () => {
  const { mutants } = await instrument();
  expect(faultsOf(mutants, readMeasured(), readClasses(), read('docs/rules.md'))).toEqual([]);
});

test('no two mutants share a hash', async () => {
  const hashes = (await instrument()).mutants.map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

for (const page of ['docs/detection.md', 'README.md'])
  test(`${page} tells the figures of the mutants`, async () => {
    const sentence = figuresSentence(await currentFigures()).slice(0, -1);
    const told = FIGURES.exec(read(page).replace(/\s+/g, ' '))?.[0];
    expect(told, 'out of date: npm run mutation -- sandbox --figures').toBe(sentence);
  });

const mutant = (hash: string): Mutant => ({ id: hash, hash, file: 'answer.ts', line: 1, before: 'a', after: 'b' });
const classed = (one: Partial<Classed>): Classed => ({ class: 'missed', proof: 'p', mutant: 'm', ...one });

for (const [name, one, said] of [
  ['a survivor without a class', undefined, 'x (answer.ts:1) survived and has no class'],
  ['a class of no mutant', ['gone', classed({})], 'gone is classed and is no survivor'],
  ['a class that there is not', ['x', classed({ class: 'fine' as 'missed' })], 'x has no class fine'],
  ['no proof', ['x', classed({ proof: '' })], 'x has no proof of one line'],
  ['an allowed one without a rule', ['x', classed({ class: 'allowed' })], 'x names no rule of docs/rules.md'],
  ['a rule that there is not', ['x', classed({ rule: 'K99' })], 'x names no rule of docs/rules.md'],
] as const)
  test(`${name} is a fault of the classes`, () => {
    const classes = new Map(one ? [one] : []);
    const faults = faultsOf([mutant('x')], { x: { status: 'survived' } }, classes, '<a id="k1"></a>');
    expect(faults).toContain(said);
  });

test('what was measured and is no mutant any more is a fault', () => {
  const faults = faultsOf([mutant('x')], { y: { status: 'killed' } }, new Map(), '');
  expect(faults).toEqual(['y is measured and is no mutant']);
});

test('the figures count each mutant once, and one that nobody classed as missed', () => {
  const measured = {
    a: { status: 'killed' },
    b: { status: 'changed' },
    c: { status: 'survived' },
    d: { status: 'survived' },
    e: { status: 'survived' },
    f: { status: 'timeout' },
    g: { status: 'broken' },
  } as const;
  const classes = new Map([
    ['c', classed({ class: 'equivalent' })],
    ['d', classed({ class: 'unclassed' })],
    ['e', classed({ class: 'allowed', rule: 'K1' })],
  ]);
  const figures = figuresOf(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(mutant), measured, classes);
  expect(figuresSentence(figures)).toBe(
    'Of 7 mutants of the sandbox 2 change a verdict (1 of them fail a MUST); 1 are missed, 2 are excused by us ' +
      '(1 equivalent, 1 allowed by the documents), 1 run out of time, 1 cannot be judged and 1 more are not measured yet.',
  );
});

test('a survivor waits to be classed until somebody has', () => {
  const measured = { a: { status: 'survived' }, b: { status: 'survived' }, c: { status: 'killed' } } as const;
  const waiting = unclassedOf(['a', 'b', 'c'].map(mutant), measured, new Map([['b', classed({})]]));
  expect(Object.entries(waiting).map(([hash, one]) => [hash, one.class, one.mutant])).toEqual([
    ['a', 'unclassed', 'answer.ts: a → b'],
  ]);
});
