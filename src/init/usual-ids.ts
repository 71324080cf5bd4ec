/** Unusual ids that a caller may choose where any text is one. */
export const ODD: Readonly<Record<string, string>> = {
  blank: '{run} {n} blank',
  slash: '{run}/{n}/../slash',
  percent: '{run}-{n}-%2F%20%41',
  plus: '{run}+{n}+plus',
  query: '{run}-{n}&id=x#y?z',
  address: '{run}.{n}@users.example',
  letters: '{run}-{n}-Zoë-Łukasz-Ζωή-李',
  emoji: '{run}-{n}-👩‍🚀',
  quotes: '{run}-{n}-\'"`\\',
  markup: '{run}-{n}-<b>&amp;{}$',
  uuid: '{uuid}',
  folded: '\tE\u0301-{run}-{n}-\u00DF\u0130\u212A\uFB01\u200B-x \n',
  long: '{run}-{n}-a-hundred-characters-and-more-are-still-a-string-and-no-limit-is-documented-anywhere-for-these-user-ids',
};

/** Pairs of ids that loose comparison confuses: `[deleted, neighbour]`. */
export const NEIGHBOURS: Readonly<Record<string, readonly [string, string]>> = {
  blanks: [' {run}-{n}-blanks ', '{run}-{n}-blanks'],
  'trailing-blank': ['{run}-{n}-trailing', '{run}-{n}-trailing '],
  prefix: ['{run}-{n}-pre', '{run}-{n}-prefix'],
  suffix: ['u{n}-{run}-end', 'x-u{n}-{run}-end'],
  'wildcard-percent': ['{run}-{n}-%', '{run}-{n}-percent'],
  'wildcard-underscore': ['{run}-{n}-_', '{run}-{n}-u'],
  'wildcard-star': ['{run}-{n}-*', '{run}-{n}-star'],
  comma: ['{run}-{n}-one,{run}-{n}-two', '{run}-{n}-two'],
  normalisation: ['{run}-{n}-e\u0301', '{run}-{n}-\u00e9'],
  'late-difference': [
    '{run}-{n}-the-two-ids-of-this-pair-share-their-first-hundred-characters-and-more-and-differ-in-the-very-last-one-a',
    '{run}-{n}-the-two-ids-of-this-pair-share-their-first-hundred-characters-and-more-and-differ-in-the-very-last-one-b',
  ],
  digits: ['{digits}1', '{digits}2'],
  case: ['{run}-{n}-CASE', '{run}-{n}-case'],
};
