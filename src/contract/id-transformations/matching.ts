import { requiredByExpression } from './regular-expression.ts';
import type { IdPair, IdTransformation, Reading } from './types.ts';

/** Keys that are taken for patterns. */
export const MATCHING: readonly IdTransformation[] = [
  {
    name: 'match-like',
    does: 'compares with LIKE: % is any text, _ any character, [ ] a choice',
    readings: (text) => (/[%_[]/.test(text) ? [pattern(pieces(text.replace(CLASS, '%'), /[%_]/))] : []),
    pairs: (id) => [
      [`${id}%`, `${id}-percent`],
      [`${id}_`, `${id}u`],
      [`%${id}`, `x-${id}`],
      ...withoutLastCharacter(id, '%', '_'),
    ],
  },
  {
    name: 'match-glob',
    does: 'compares as a glob: * is any text, ? any character, [ ] and { } are choices',
    readings: (text) => (/[*?[{!]/.test(text) ? [pattern(pieces(withoutChoices(text), /[*?]/))] : []),
    pairs: (id) => [
      [`${id}*`, `${id}-star`],
      [`${id}?`, `${id}u`],
      [`${id}[a-z]`, `${id}b`],
      [`${id}{a,b}`, `${id}b`],
      ...withoutLastCharacter(id, '*', '?', '[a-z0-9]'),
    ],
  },
  {
    name: 'match-regular-expression',
    does: 'compares as a regular expression',
    readings(text) {
      if (!/[.*+?^$()[\]{}|\\]/.test(text)) return [];
      return [{ kind: 'pattern', alternatives: requiredByExpression(text) }];
    },
    pairs: (id) => [
      [`${id}.`, `${id}u`],
      [`${id}.*`, `${id}-dot`],
      [`${id}|${id}x`, `${id}xy`],
      ...withoutLastCharacter(id, '.', '.*'),
      // What follows a backslash may be taken alone, and must still hold what is random in the id.
      [`\\w${id.slice(1)}`, id],
    ],
  },
  {
    name: 'match-prefix',
    does: 'compares as many characters as were asked for',
    readings: (text) => [pattern([text])],
    pairs: (id) => [[id, `${id}-more`], ...withoutLastCharacter(id, '')],
  },
  {
    name: 'match-part',
    does: 'looks for keys that contain what was asked for',
    readings: (text) => [pattern([text])],
    pairs: (id) => [
      [id, `x-${id}`],
      [id, `x-${id}-x`],
      [id.slice(1), id],
    ],
  },
  // Of every text they read whatever it begins with, ends in or holds, so they show nothing about what a request may name.
  {
    name: 'match-what-continues',
    does: 'finds keys with which what was asked for begins',
    readings: () => [],
    pairs: (id) => [[`${id}-more`, id]],
  },
  {
    name: 'match-what-precedes',
    does: 'finds keys in which what was asked for ends',
    readings: () => [],
    pairs: (id) => [[`x-${id}`, id]],
  },
];

/** The id with something else in the place of its last character, and itself. */
function withoutLastCharacter(id: string, ...others: readonly string[]): IdPair[] {
  return others.map((other) => [id.slice(0, -1) + other, id]);
}

const pattern = (required: readonly string[]): Reading => ({ kind: 'pattern', alternatives: [required] });

/** What is between wildcards. An escaped one counts as a wildcard: not every store reads escapes. */
function pieces(text: string, wildcard: RegExp): string[] {
  const parts = text.split(wildcard).map((part) => (part.endsWith('\\') ? part.slice(0, -1) : part));
  return parts.filter((part) => part !== '');
}

const CLASS = /\[[^\]]*\]?/g;

/** Brackets, braces and extended globs hold choices: nothing in them is certain to be there. A negation finds the others. */
function withoutChoices(text: string): string {
  return text
    .replace(/^!.*$/s, '*')
    .replace(/[?*+@!]\(.*$/s, '*')
    .replace(CLASS, '*')
    .replace(/\{.*\}|\{.*$/gs, '*');
}
