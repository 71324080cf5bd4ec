import { folding, type IdTransformation } from './types.ts';

/** White space that trimming functions drop, by what it is called. */
const WHITE_SPACE: Readonly<Record<string, string>> = {
  blanks: ' ',
  tabs: '\t',
  'line-feeds': '\n',
  'carriage-returns': '\r',
  'no-break-spaces': '\u{00A0}',
};

function trimming(kind: string, character: string): IdTransformation[] {
  const start = new RegExp(`^${character}+`);
  const end = new RegExp(`${character}+$`);
  const called = kind.replaceAll('-', ' ');
  return [
    folding(
      `trim-${kind}`,
      `drops ${called} at both ends`,
      (text) => text.replace(start, '').replace(end, ''),
      (id) => [character + id, id + character].map((one) => [one, id]),
    ),
    folding(
      `trim-end-${kind}`,
      `drops ${called} at the end`,
      (text) => text.replace(end, ''),
      (id) => [[id + character, id]],
    ),
  ];
}

/** White space at the ends of a key, and within it. */
export const TRIMMING: readonly IdTransformation[] = [
  ...Object.entries(WHITE_SPACE).flatMap(([kind, character]) => trimming(kind, character)),
  folding(
    'trim-unicode',
    'drops every kind of white space at both ends',
    (text) => text.trim(),
    (id) => [`\u{3000}${id}`, `${id}\u{2028}`, `${id}\r\n`].map((one) => [one, id]),
  ),
  folding(
    'collapse-blanks',
    'takes a row of white space for one blank',
    (text) => text.replace(/\s+/gu, ' '),
    (id) => [
      [`${id}  x`, `${id} x`],
      [`${id}\tx`, `${id} x`],
      [id.replace(' ', '  '), id],
    ],
  ),
  folding(
    'drop-white-space',
    'drops white space wherever it is',
    (text) => text.replace(/\s+/gu, ''),
    (id) => [[`${id.slice(0, -1)} ${id.slice(-1)}`, id]],
  ),
];
