import { folding, respelled, type IdTransformation } from './types.ts';

const ASCII_CAPITALS = /[A-Z]+/g;
/** Letters with a diacritical mark; Unicode composes and decomposes them. */
const COMBINING = /\p{Mn}/gu;
/** What is not seen: zero-width characters, soft hyphen, direction marks, byte order mark. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const lower = (text: string): string => text.replace(ASCII_CAPITALS, (letters) => letters.toLowerCase());
const withoutAccents = (text: string): string => text.normalize('NFD').replace(COMBINING, '').normalize('NFC');

/** Letter case, accents, Unicode forms, invisible characters. */
export const FOLDING: readonly IdTransformation[] = [
  folding('fold-case-ascii', 'ignores the case of the letters A to Z', lower, (id) => [
    [id.replace(/[a-z]+/g, (letters) => letters.toUpperCase()), lower(id)],
    respelled(id, 'x', 'X'),
  ]),
  folding(
    'fold-case-unicode',
    'ignores the case of all letters',
    (text) => text.toLowerCase(),
    (id) => [
      [`${id}-Ä`, `${id}-ä`],
      [`${id}-Ω`, `${id}-ω`],
      // The sign for kelvin is a capital of the letter k.
      respelled(id, 'k', '\u{212A}'),
    ],
  ),
  folding(
    'fold-case-turkish',
    'ignores case as Turkish does: İ is i, I is ı',
    (text) => text.toLocaleLowerCase('tr'),
    (id) => [respelled(id, 'i', 'İ'), [`${id}-I`, `${id}-ı`]],
  ),
  folding(
    'fold-sharp-s',
    'takes ß for ss',
    (text) => text.toUpperCase().toLowerCase(),
    (id) => [respelled(id, 'ss', 'ß')],
  ),
  folding('drop-accents', 'ignores accents', withoutAccents, (id) => [
    respelled(id, 'e', 'é'),
    respelled(id, 'e', 'e\u{0301}'),
  ]),
  ...(['NFC', 'NFD', 'NFKC'] as const).map((form) =>
    folding(
      `normalise-${form.toLowerCase()}`,
      `brings a key into the Unicode form ${form}`,
      (text) => text.normalize(form),
      (id) => [[`${id}-e\u{0301}`, `${id}-\u{00E9}`], respelled(id, 'fi', '\u{FB01}'), respelled(id, '1', '\u{FF11}')],
    ),
  ),
  folding(
    'normalise-emoji',
    'drops what chooses the look of a character',
    (text) => text.replace(/[\u{FE00}-\u{FE0F}]/gu, ''),
    (id) => [[`${id}\u{FE0F}`, id]],
  ),
  folding(
    'drop-invisible',
    'drops zero-width characters and soft hyphens',
    (text) => text.replace(INVISIBLE, ''),
    (id) => ['\u{200B}', '\u{00AD}', '\u{FEFF}'].map((character) => [id.slice(0, -1) + character + id.slice(-1), id]),
  ),
];
