import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { standInFor } from '../../../src/exchange/cassette/stand-in.ts';
import { createWords } from '../../../src/exchange/cassette/words.ts';

const REAL = '0f8fad5b-d9cb-469f-a165-70867728950e';
const OTHER = '11111111-2222-4333-8444-555555555555';

function words(...pairs: [string, string][]) {
  const made = createWords();
  for (const [from, to] of pairs) made.add(from, to);
  return made;
}

test('a word is found whole, cut, longer, in capitals, changed in one place and inside another text', () => {
  const known = words([REAL, OTHER]);
  const translate = (text: string) => known.translate(text);
  expect(translate(`{"id":"${REAL}"}`)).toBe(`{"id":"${OTHER}"}`);
  expect(translate(REAL.slice(0, -1))).toBe(OTHER.slice(0, -1));
  expect(translate(`${REAL}e`)).toBe(`${OTHER}e`);
  expect(translate('0F8FAD5B-D9CB-469F-A165-70867728950E')).toBe(OTHER);
  expect(translate(`${REAL.slice(0, 17)}z${REAL.slice(18)}`)).toBe(`${OTHER.slice(0, 17)}z${OTHER.slice(18)}`);
  expect(translate(`x%2F${REAL}&y=${REAL}`)).toBe(`x%2F${OTHER}&y=${OTHER}`);
  expect([REAL, REAL.slice(1), 'ffffffff'].map((word) => known.covers(word))).toEqual([true, true, false]);
});

test('the longest of several words counts, and short ones are left alone', () => {
  const cards = words(['5369000011112222', '5369000099999999'], ['5369000033334444', '5369000088888888']);
  expect(cards.translate('5369000033334444 5369000011112222')).toBe('5369000088888888 5369000099999999');
  expect(words(['short', 'other']).translate('short')).toBe('short');
});

test('among thousands of ids one that is not known is left alone', () => {
  const known = words(
    ...Array.from({ length: 3000 }, (_, index): [string, string] => [randomUUID(), standInFor(REAL, `${index}`)]),
  );
  const others = Array.from({ length: 3000 }, () => randomUUID());
  expect(others.filter((id) => known.translate(`/users/${id}/score`) !== `/users/${id}/score`)).toEqual([]);
});

test('a translation there and back is the same text', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{12}$/);
  const texts = fc.array(fc.oneof(hex, fc.string(), fc.constant('-')), { maxLength: 8 });
  fc.assert(
    fc.property(fc.uniqueArray(hex, { maxLength: 5 }), texts, (ids, more) => {
      const pairs = ids.map((id, index): [string, string] => [id, standInFor(id, `key ${index}`)]);
      const there = words(...pairs);
      const back = words(...pairs.map(([from, to]): [string, string] => [to, from]));
      const text = [...ids, ...more, ...ids].join(' ');
      expect(back.translate(there.translate(text))).toBe(text);
    }),
  );
});

test('a stand-in is of the same make, the same for the same key, and tells nothing', () => {
  expect(standInFor(REAL, 'a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(standInFor(REAL, 'a')).toBe(standInFor('9f8fad5b-d9cb-469f-a165-70867728950e', 'a'));
  expect(standInFor(REAL, 'a')).not.toBe(standInFor(REAL, 'b'));
  expect(standInFor('5369000011112222', 'a')).toMatch(/^53690000\d{8}$/);
  expect(standInFor('Zoë+7@x.example', 'a')).toMatch(/^[A-Z][a-z]ë\+\d@[a-z]\.[a-z]{7}$/);
});
