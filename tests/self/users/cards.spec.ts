import { randomBytes } from 'node:crypto';
import fastCheck from 'fast-check';
import { expect, test } from '@playwright/test';
import { newCardNumber } from '../../../src/users/cards.ts';

/** ISO/IEC 7812-1, annex B, from its words: double every second digit from the right, add all digits. */
function isLuhn(number: string): boolean {
  const digits = [...number].map(Number).toReversed();
  const doubled = digits.map((digit, index) => (index % 2 === 1 ? digit * 2 : digit));
  const sum = doubled.flatMap((value) => [...String(value)].map(Number)).reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
}

test('the yardstick knows a published number from its neighbour', () => {
  expect(isLuhn('5555555555554444')).toBe(true);
  expect(isLuhn('5555555555554445')).toBe(false);
});

test('a card has its length, its range and a right check digit', () => {
  fastCheck.assert(
    fastCheck.property(
      fastCheck.stringMatching(/^\d{0,12}$/),
      fastCheck.integer({ min: 13, max: 19 }),
      (prefix, digits) => {
        const card = newCardNumber(prefix, digits, randomBytes(32));
        expect(card).toMatch(new RegExp(`^${prefix}\\d{${digits - prefix.length}}$`));
        expect(isLuhn(card)).toBe(true);
      },
    ),
  );
});

test('two cards of a range differ', () => {
  const cards = Array.from({ length: 50 }, () => newCardNumber('534403', 16, randomBytes(32)));
  expect(new Set(cards).size).toBe(50);
});
