import type { ContractFinding } from '../checks/run-level/types.ts';
import type { Observation } from '../checks/types.ts';
import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import type { Evidence } from '../verdict/results.ts';
import type { NotJudged, Requirement } from '../verdict/types.ts';

type Described = Pick<Requirement, 'check' | 'with' | 'cases' | 'hazardous' | 'provoking'>;

/**
 * What a requirement sends, as a text: the check and all that it is given. Requirements for which it is the same judge
 * the same observations, each by its own expectation.
 */
function scenarioOf({ check, with: parameters, cases, hazardous, provoking }: Described): string {
  return JSON.stringify([check, parameters, cases, hazardous, provoking]);
}

/** All requirements of the catalogue that judge the same observations, the given one among them. */
export function sharing(requirement: Requirement, catalogue: readonly Requirement[]): readonly Requirement[] {
  let known = BY_SCENARIO.get(catalogue);
  if (!known) {
    known = new Map();
    for (const one of catalogue) known.set(scenarioOf(one), [...(known.get(scenarioOf(one)) ?? []), one]);
    BY_SCENARIO.set(catalogue, known);
  }
  return known.get(scenarioOf(requirement)) ?? [];
}

/** Every requirement of a catalogue is asked for. */
const BY_SCENARIO = new WeakMap<readonly Requirement[], Map<string, Requirement[]>>();

/**
 * Of the requirements of the catalogue with the same scenario the one whose id comes first. The scenario has its place in
 * the run, whichever of its requirements are selected, in whatever order: so a replay finds it.
 */
export function placeOf(requirement: Requirement, catalogue: readonly Requirement[]): string {
  const ids = sharing(requirement, catalogue).map(({ id }) => id);
  return ids.sort()[0] ?? requirement.id;
}

/** Those of the requirements that act: of each scenario the first. The others judge what that one observed. */
export function acting<T extends Described>(requirements: readonly T[]): T[] {
  const seen = new Set<string>();
  return requirements.filter((one) => {
    const scenario = scenarioOf(one);
    return !seen.has(scenario) && seen.add(scenario);
  });
}

/** What came of acting for a requirement: observations, why nothing was done, or what went wrong. */
export type Acted = {
  readonly client: {
    readonly evidence: (exchange: Exchange) => Evidence;
    readonly findings: readonly ContractFinding[];
  };
  /** What a reader must know of the verdict, whatever it is. */
  readonly notes: readonly string[];
} & (
  | {
      readonly observations: readonly Observation[];
      readonly users: readonly User[];
      /** The findings of the client, with what shows them again. */
      readonly contract: readonly ContractFinding[];
    }
  | { readonly untried: NotJudged }
  | { readonly thrown: unknown }
);

/** Runs each scenario of a run once. */
export interface Scenarios {
  /** @returns what came of the scenario, and whether this call ran it */
  once(
    requirement: Requirement,
    run: () => Promise<Acted>,
  ): Promise<{ readonly came: Acted; readonly by: string; readonly isFirst: boolean }>;
}

/** Keeps what came of each scenario for the requirements that share it. */
export function createScenarios(): Scenarios {
  const known = new Map<string, { readonly by: string; readonly came: Promise<Acted> }>();
  return {
    async once(requirement, run) {
      const scenario = scenarioOf(requirement);
      const earlier = known.get(scenario);
      const { by, came } = earlier ?? { by: requirement.id, came: run() };
      known.set(scenario, { by, came });
      return { came: await came, by, isFirst: !earlier };
    },
  };
}
