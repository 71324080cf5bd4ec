import { expect, test } from '@playwright/test';
import { changedPlaces, keptIn, lostIn } from '../../../src/checks/steps/preserved-data.ts';
import type { UserObservation } from '../../../src/users/types.ts';

const PRESERVED = [
  { what: 'merchants', operation: 'accounts', at: '$[*].id' },
  { what: 'score', operation: 'score', at: '$.grams', valueMoves: true },
];

function look(accounts: unknown, score: unknown = { grams: '1' }, hasScore = true): UserObservation {
  const reads = [
    { name: 'accounts', state: 'living' as const, body: accounts },
    { name: 'score', state: hasScore ? ('living' as const) : ('gone' as const), body: score },
  ];
  return { state: 'living', markers: [], exchanges: [], reads };
}

const lost = (before: UserObservation[], after: UserObservation): string[] =>
  lostIn(
    before.map((one) => keptIn(one, PRESERVED)),
    keptIn(after, PRESERVED),
  );

test('lost is what every earlier look had and a later one has not; what is added or moves is not', () => {
  const before = [look([{ id: 1 }, { id: 2 }]), look([{ id: 2 }, { id: 1 }, { id: 3 }])];
  expect(lost(before, look([{ id: 2 }, { id: 1 }, { id: 4 }], { grams: '77' }))).toEqual([]);
  expect(lost(before, look([{ id: 2 }]))).toEqual(['merchants: 1']);
  expect(lost(before, look([{ id: 2 }, { id: 1 }], {}))).toEqual(['score: number 1']);
  expect(lost(before, look([{ id: 2 }, { id: 1 }], {}, false))).toEqual([
    'reads that show the user: score',
    'score: number 1',
  ]);
});

test('a change is a place whose values differ, whatever the order of a list', () => {
  const one = look([
    { id: 1, at: 'x' },
    { id: 2, at: 'x' },
  ]);
  expect(
    changedPlaces(
      one,
      look([
        { id: 2, at: 'x' },
        { id: 1, at: 'x' },
      ]),
    ),
  ).toEqual([]);
  expect(
    changedPlaces(
      one,
      look([
        { id: 2, at: 'x' },
        { id: 1, at: 'y' },
      ]),
    ),
  ).toEqual(['accounts $[].at']);
  expect(
    changedPlaces(
      one,
      look([
        { id: 1, at: 'x', more: 1 },
        { id: 2, at: 'x' },
      ]),
    ),
  ).toEqual(['accounts $[].more']);
});
