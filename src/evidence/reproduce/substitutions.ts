import type { ShellValue } from '../../auth/shell-values.ts';
import type { ScriptInput, ScriptUser, Substitutions } from './types.ts';

/** A user with the variable of its id. */
export interface NamedUser extends ScriptUser {
  readonly variable: string;
}

/** What is new in every run of the script: ids, and the cards that users are created with. */
export function substitutionsOf(input: ScriptInput, users: readonly NamedUser[]): Substitutions {
  const { runPrefix, cards, credentials } = input;
  const run = [
    { value: runPrefix, shell: '$RUN' },
    { value: runPrefix.toUpperCase(), shell: '$RUN_UPPER' },
  ];
  const ids = users.flatMap(({ id, variable }) => (isPlain(id) ? spellings(id, variable) : []));
  const newCards = cards.map((value, index) => ({ value, shell: `$${cardVariable(index)}` }));
  const texts = [...ids, ...run, ...newCards];
  const keys = credentials.flatMap(({ values }) => values).filter(({ value }) => encodeURIComponent(value) === value);
  return { ids: texts, url: [...texts, ...keys.filter(({ value }) => value.length > MOST_AMBIGUOUS)] };
}

/** The variable of a card that a user is created with. */
export const cardVariable = (index: number): string => `CARD_${index + 1}`;

/** A short secret would be found in any path. */
const MOST_AMBIGUOUS = 8;

/** An id that needs no escape in a URL, in JSON or in a shell. */
export const isPlain = (id: string): boolean => /^[\w.-]+$/.test(id);

/** The id and what a case that folds it makes of it. */
function spellings(id: string, variable: string): ShellValue[] {
  const made = (filter: string): string => `$(printf %s "$${variable}" | ${filter})`;
  return [
    { value: id, shell: `$${variable}` },
    { value: id.toUpperCase(), shell: made('tr a-z A-Z') },
    { value: id.toLowerCase(), shell: made('tr A-Z a-z') },
    { value: id.replaceAll('-', ''), shell: made("tr -d '-'") },
  ].filter(({ value }, index, all) => all.findIndex((one) => one.value === value) === index);
}
