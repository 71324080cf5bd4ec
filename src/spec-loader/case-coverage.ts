import type { Requirement } from '../verdict/types.ts';
import type { CheckDescription } from './requirements.ts';
import { didYouMean, configurationErrors } from '../errors.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the generators made: a name that requirements claim, and whether the request still conforms to the contract. */
export interface Claimable {
  readonly name: string;
  readonly conforms: boolean;
  /** Whether it would be taken for an attack. */
  readonly provoking?: true;
}

/**
 * Compares the generated cases with the requirements: each belongs to exactly one requirement that judges its answer, or to none and
 * then to one that judges its effect; each faulty one to exactly one that judges its effect; no claim names nothing.
 * @throws ConfigurationError that names the cases and requirements.
 */
export function checkCaseCoverage(
  file: YamlFile,
  requirements: readonly Requirement[],
  checks: ReadonlyMap<string, CheckDescription>,
  cases: readonly Claimable[],
): void {
  const claimants = requirements.map((requirement) => ({
    id: requirement.id,
    provoking: requirement.provoking,
    kind: checks.get(requirement.check ?? '')?.claims,
    names: new Set(casesOf(requirement, cases).map(({ name }) => name)),
  }));
  const claiming = (kind: 'answer' | 'effect', name: string): string[] =>
    claimants.filter((requirement) => requirement.kind === kind && requirement.names.has(name)).map(({ id }) => id);
  const mistakes: string[] = [];
  const where = (id?: string): string => {
    const index = requirements.findIndex((requirement) => requirement.id === id);
    return file.where(index < 0 ? ['requirements'] : ['requirements', index]);
  };
  for (const { name, conforms, provoking = false } of cases) {
    const mild = claimants.find((requirement) => provoking && requirement.names.has(name) && !requirement.provoking);
    if (mild)
      mistakes.push(
        `${where(mild.id)}: ${mild.id} claims "${name}", which provokes: put "provoking: true" into the requirement`,
      );
    const answer = claiming('answer', name);
    const effect = claiming('effect', name);
    if (answer.length + effect.length === 0)
      mistakes.push(`${where()}: no requirement covers the generated case "${name}"`);
    else if (!conforms && effect.length === 0)
      mistakes.push(`${where(answer[0])}: no requirement judges the effect of the faulty case "${name}"`);
    if (answer.length > 1)
      mistakes.push(`${where(answer[1])}: the answer to "${name}" is covered twice: ${answer.join(', ')}`);
    if (effect.length > 1)
      mistakes.push(`${where(effect[1])}: the effect of "${name}" is covered twice: ${effect.join(', ')}`);
  }
  for (const [index, requirement] of requirements.entries())
    for (const glob of requirement.cases)
      if (casesOf({ cases: [glob] }, cases).length === 0)
        mistakes.push(
          `${file.where(['requirements', index])}: ${requirement.id} claims "${glob}", which matches no generated case${didYouMean(
            glob,
            cases.map(({ name }) => name),
          )}`,
        );
  if (mistakes.length > 0) throw configurationErrors(mistakes);
}

/** Those of the generated cases that a requirement claims. */
export function casesOf<T extends { readonly name: string }>(
  requirement: Pick<Requirement, 'cases'>,
  cases: readonly T[],
): T[] {
  const patterns = requirement.cases.map(patternOf);
  return cases.filter(({ name }) => patterns.some((pattern) => pattern.test(name)));
}

/** Those of the generated cases that a requirement claims, in the order in which it names them. */
export function inClaimedOrder<T extends { readonly name: string }>(
  requirement: Pick<Requirement, 'cases'>,
  cases: readonly T[],
): T[] {
  return [...new Set(requirement.cases.flatMap((glob) => casesOf({ cases: [glob] }, cases)))];
}

/** `*` represents any characters, everything else for itself. */
function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
