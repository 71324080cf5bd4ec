import { didYouMean } from '../../errors.ts';
import { PLACEHOLDER } from '../id-templates.ts';
import type { Path, ProfileInput } from './types.ts';

/** Words that stand for something in every template from which a user is made. */
export const MADE_WORDS: readonly string[] = ['run', 'n', 'uuid', 'UUID', 'digits', 'number', 'pattern'];

/** Placeholders of the reads that stand for nothing. */
export function placeholderMistakes({ profile: { users }, file }: ProfileInput): string[] {
  return (['observe', 'reads'] as const).flatMap((list) =>
    (users[list] ?? []).flatMap(({ path = {}, query = {} }, index) => {
      const known = list === 'reads' ? ['user', 'run', 'mark'] : ['user', 'run'];
      const at: Path = ['users', list, index];
      return [...templatesIn(path, [...at, 'path']), ...templatesIn(query, [...at, 'query'])].flatMap((one) =>
        unknownWords(one.template, known).map((word) => `${file.where(one.path)}: ${word}`),
      );
    }),
  );
}

/** Every text in a value, with its place. */
export function templatesIn(value: unknown, path: Path): { path: Path; template: string }[] {
  if (typeof value === 'string') return [{ path, template: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    templatesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** What is wrong with the placeholders of a template: one sentence for each that stands for nothing. */
export function unknownWords(template: string, known: readonly string[]): string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([whole, name = '', argument]) => {
    if (known.includes(name) || (argument !== undefined && ['digits', 'chars'].includes(name))) return [];
    const words = known.map((word) => `{${word}}`).join(', ');
    return [`${whole} stands for nothing here${didYouMean(name, known)}; known are ${words}`];
  });
}
