import { didYouMean } from '../../errors.ts';
import { PLACEHOLDER } from '../id-templates.ts';
import type { ObserveStep } from '../types.ts';
import type { Path, ProfileInput } from './types.ts';

/** Words that represent something in every template from which a user is made. */
export const MADE_WORDS: readonly string[] = ['run', 'n', 'uuid', 'UUID', 'digits', 'number', 'pattern'];

/** Placeholders of the reads, and of what is next to the ids, that represent nothing. */
export function placeholderMistakes({ profile: { users, deletion }, file }: ProfileInput): string[] {
  const check = (values: unknown, at: Path, known: readonly string[]): string[] =>
    templatesIn(values, at).flatMap(({ path, template }) =>
      unknownWords(template, known).map((word) => `${file.where(path)}: ${word}`),
    );
  const ofCall = ({ path, query, body }: Partial<ObserveStep>, at: Path, known: readonly string[]): string[] =>
    Object.entries({ path, query, body }).flatMap(([key, values]) => check(values, [...at, key], known));
  return [
    ...users.observe.flatMap((step, index) => ofCall(step, ['users', 'observe', index], ['user', 'run'])),
    ...(users.reads ?? []).flatMap((step, index) => ofCall(step, ['users', 'reads', index], ['user', 'run', 'mark'])),
    ...ofCall(deletion.job ?? {}, ['deletion', 'job'], ['job']),
    // Random, so that the value names nobody.
    ...check(deletion.siblings, ['deletion', 'siblings'], ['run', 'n', 'uuid', 'UUID']),
    ...check(users.keys, ['users', 'keys'], ['run', 'n', 'uuid', 'UUID', 'digits', 'number']),
  ];
}

/** Every text in a value, with its place. */
export function templatesIn(value: unknown, path: Path): { path: Path; template: string }[] {
  if (typeof value === 'string') return [{ path, template: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    templatesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** What is wrong with the placeholders of a template: one sentence for each that has no value. */
export function unknownWords(template: string, known: readonly string[]): string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([whole, name = '', argument]) => {
    if (known.includes(name) || (argument !== undefined && ['digits', 'chars'].includes(name))) return [];
    const words = known.map((word) => `{${word}}`).join(', ');
    return [`${whole} has no value here${didYouMean(name, known)}; known are ${words}`];
  });
}
