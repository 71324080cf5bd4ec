/** Several runs next to each other: requirements × implementations, environments or dates. Pure. */

import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Verdict } from '../../src/verdict/types.ts';
import { verdictOf } from '../render/queries.ts';

/** One of the runs that are compared, and what a reader calls it. */
export interface NamedRun {
  readonly name: string;
  readonly results: Results;
}

/** A requirement with its verdict in each run, in their order; null where the run does not have it. */
export interface Row {
  readonly id: string;
  /** As the last run that has it states it. */
  readonly requirement: RequirementResult;
  readonly verdicts: readonly (Verdict | null)[];
}

export interface Table {
  readonly runs: readonly NamedRun[];
  /** Whether the runs are those of one folder, in the order of time. */
  readonly isHistory: boolean;
  readonly different: readonly Row[];
  readonly same: readonly Row[];
}

/** Puts runs next to each other. A history is put into the order of time, others keep theirs. */
export function compareMany(given: readonly NamedRun[], isHistory: boolean): Table {
  const at = ({ results }: NamedRun): number => Date.parse(results.startedAt);
  const runs = isHistory ? [...given].sort((a, b) => at(a) - at(b)) : given;
  const byId = runs.map(({ results }) => new Map(results.requirements.map((one) => [one.id, one])));
  const latest = new Map(runs.flatMap(({ results }) => results.requirements.map((one) => [one.id, one] as const)));
  const rows = [...latest].map(([id, requirement]): Row => {
    const verdicts = byId.map((own) => {
      const found = own.get(id);
      return found ? verdictOf(found) : null;
    });
    return { id, requirement, verdicts };
  });
  const isSame = ({ verdicts }: Row): boolean => new Set(verdicts).size === 1;
  return { runs, isHistory, different: rows.filter((row) => !isSame(row)), same: rows.filter(isSame) };
}

/** The answer in one sentence. */
export function manySentence({ runs, isHistory, different, same }: Table): string {
  const what = isHistory ? `${runs.length} runs in the order of time` : `${runs.length} runs`;
  if (different.length === 0) return `${what}: the same verdict for each of ${same.length} requirements.`;
  return `${what}: ${different.length} of ${different.length + same.length} requirements differ.`;
}
