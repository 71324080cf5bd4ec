import { spelled, type IdTransformation } from './types.ts';

/** A number at the beginning of a text, as languages that compare loosely find it. */
const NUMBER = /^\s*[+-]?(?:0x[0-9a-f]+|0b[01]+|0o[0-7]+|(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i;

/**
 * Readings as a number. That a text without a number at its beginning counts as 0 in some languages is not among them:
 * it is true of every id there is, the unknown one of the first request included.
 */
export const NUMBERS: readonly IdTransformation[] = [
  numeric(
    'number-value',
    'compares keys as numbers',
    (digits) => String(Number(digits.replaceAll('_', ''))),
    (id) => [
      [`${id}.0`, id],
      [`${id}e0`, id],
    ],
  ),
  numeric(
    'number-leading-zeros',
    'drops leading zeros',
    (digits) => digits.replace(/^([+-]?)0+(?=\d)/, '$1'),
    (id) => [
      [`00${id}`, id],
      [id, `00${id}`],
    ],
  ),
  numeric(
    'number-integer',
    'drops what follows a decimal point',
    (digits) => digits.replace(/[.e].*$/is, ''),
    (id) => [[`${id}.5`, id]],
  ),
  numeric(
    'number-double',
    'keeps 53 bits of a number',
    (digits) => (/^\d{16,}$/.test(digits) ? BigInt(Number(digits)).toString() : digits),
    (id) => [1n, -1n].map((by) => [String(BigInt(id) + by), id] as const).filter(isSameDouble),
  ),
  numeric(
    'number-32-bit',
    'keeps 32 bits of a number',
    (digits) => String(Number(digits) | 0),
    (id) => [[String(Number(id) + 2 ** 32), id]],
  ),
  numeric(
    'internal-key',
    'takes digits for the key of a row',
    (digits) => digits.replace(/^\+/, ''),
    () => [],
  ),
];

const isSameDouble = ([one, other]: readonly [string, string]): boolean => Number(one) === Number(other);

function numeric(
  name: string,
  does: string,
  read: (digits: string) => string,
  pairs: IdTransformation['pairs'],
): IdTransformation {
  return {
    name,
    does,
    readings(text) {
      const [found] = NUMBER.exec(text) ?? [];
      return found === undefined ? [] : spelled(text, found.trim(), read(found.trim()));
    },
    // Of digits alone a store can make a number; of anything else only what it begins with.
    pairs: (id) => (/^\d+$/.test(id) ? pairs(id).filter(([named, reached]) => named !== reached) : []),
  };
}
