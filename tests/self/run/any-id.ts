import fc from 'fast-check';

const HEX = fc.constantFrom(...Array.from('0123456789abcdef'));
const hex = (length: number) => fc.array(HEX, { minLength: length, maxLength: length }).map((all) => all.join(''));

/** Ids as servers and operators make them. */
export const anyId = fc.oneof(
  fc.uuid(),
  fc.nat({ max: 10_000_000 }).map(String),
  fc.nat({ max: 999_999 }).map((number) => `M-${String(number).padStart(6, '0')}`),
  fc.constantFrom('42', 'M-952734', 'customer-10', 'bob+1@example.org', 'Zoë', 'straße', 'k7', 'auth0|952734', 'a_b'),
  hex(6),
  hex(24),
);
