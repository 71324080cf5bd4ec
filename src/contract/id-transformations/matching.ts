import { requiredByExpression } from './regular-expression.ts';
import type { IdTransformation, Reading } from './types.ts';

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
    ],
  },
  {
    name: 'match-prefix',
    does: 'compares as many characters as were asked for',
    readings: (text) => [pattern([text])],
    pairs: (id) => [[id, `${id}-more`]],
  },
  {
    name: 'match-part',
    does: 'looks for keys that contain what was asked for',
    readings: (text) => [pattern([text])],
    pairs: (id) => [
      [id, `x-${id}`],
      [id, `x-${id}-x`],
    ],
  },
];

const pattern = (required: readonly string[]): Reading => ({ kind: 'pattern', alternatives: [required] });

/** What stands between wildcards. An escaped one counts as a wildcard: not every store reads escapes. */
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
