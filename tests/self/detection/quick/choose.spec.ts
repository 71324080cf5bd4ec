import { expect, test } from '@playwright/test';
import { choose } from './choose.ts';

const found = (...lists: string[][]) => lists.map((by) => ({ by }));
const bundle = (requests: number, ...slugs: string[]) => ({ requests, slugs });

test('what finds most per request comes first, and nothing that finds no further fault', () => {
  const bundles = [bundle(10, 'dear'), bundle(2, 'cheap'), bundle(1, 'useless'), bundle(3, 'same')];
  const faults = found(['dear'], ['dear', 'cheap', 'same'], ['cheap', 'same'], ['dear']);
  expect(choose(bundles, faults, { first: [], share: 1, worth: 0 })).toEqual(['cheap', 'dear']);
  expect(choose(bundles, faults, { first: [], share: 0.5, worth: 0 })).toEqual(['cheap']);
});

test('what finds less per request than it must is left out', () => {
  const bundles = [bundle(2, 'cheap'), bundle(10, 'dear')];
  const faults = found(['cheap'], ['dear'], ['dear']);
  expect(choose(bundles, faults, { first: [], share: 1, worth: 0.3 })).toEqual(['cheap']);
  expect(choose(bundles, faults, { first: [], share: 1, worth: 0.2 })).toEqual(['cheap', 'dear']);
});

test('what is chosen first counts, with all that costs nothing beside it', () => {
  const bundles = [bundle(5, 'deletion', 'its-answer'), bundle(1, 'other')];
  const faults = found(['its-answer'], ['other']);
  expect(choose(bundles, faults, { first: ['deletion', 'free'], share: 0.5, worth: 0 })).toEqual([
    ...['deletion', 'free', 'its-answer'],
  ]);
});

test('faults that nothing finds do not keep the choice from ending', () => {
  expect(choose([bundle(1, 'one')], found(['one'], []), { first: [], share: 1, worth: 0 })).toEqual(['one']);
});
