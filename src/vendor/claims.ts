import type { Requirement } from '../verdict/types.ts';
import type { CheckDescription } from './requirements.ts';
import { hint, problems } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the generators made: a name that rows claim, and whether the request still keeps the contract. */
export interface Claimable {
  readonly name: string;
  readonly valid: boolean;
}

/**
 * Holds the generated cases against the rows: each belongs to exactly one row that judges its answer, or to none and
 * then to one that judges its effect; each faulty one to exactly one that judges its effect; no claim names nothing.
 * @throws Problem that names the cases and rows.
 */
export function checkClaims(
  file: YamlFile,
  rows: readonly Requirement[],
  checks: ReadonlyMap<string, CheckDescription>,
  cases: readonly Claimable[],
): void {
  const claiming = (kind: 'answer' | 'effect', name: string): string[] =>
    rows.filter((row) => checks.get(row.check ?? '')?.claims === kind && claims(row, name)).map(({ id }) => id);
  const mistakes: string[] = [];
  for (const { name, valid } of cases) {
    const answer = claiming('answer', name);
    const effect = claiming('effect', name);
    if (answer.length + effect.length === 0) mistakes.push(`${file.name}: no row claims the generated case "${name}"`);
    else if (!valid && effect.length === 0)
      mistakes.push(`${file.name}: no row judges the effect of the faulty case "${name}"`);
    if (answer.length > 1)
      mistakes.push(`${file.name}: the answer to "${name}" is claimed twice: ${answer.join(', ')}`);
    if (effect.length > 1)
      mistakes.push(`${file.name}: the effect of "${name}" is claimed twice: ${effect.join(', ')}`);
  }
  for (const [index, row] of rows.entries())
    for (const glob of row.cases)
      if (!cases.some(({ name }) => matchesGlob(glob, name)))
        mistakes.push(
          `${file.where(['requirements', index])}: ${row.id} claims "${glob}", which names no generated case${hint(
            glob,
            cases.map(({ name }) => name),
          )}`,
        );
  if (mistakes.length > 0) throw problems(mistakes);
}

/** Whether a row claims a case. */
export function claims(row: Requirement, name: string): boolean {
  return row.cases.some((glob) => matchesGlob(glob, name));
}

/** `*` stands for any characters, everything else for itself. */
function matchesGlob(glob: string, name: string): boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(name);
}
