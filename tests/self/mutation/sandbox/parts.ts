import { RUN_LEVEL } from '../../../../src/checks/run-level/index.ts';
import { sharing } from '../../../../src/run/shared-scenarios.ts';
import { loadOnce, type Run } from '../../run/in-process.ts';
import type { VendorName } from './types.ts';

/** These take a third of a minute, and differ from the others in how many ids they name. */
export const IS_LARGE = /five-hundred-users|fifty-one-users/;
/** Requirements that are judged before the rest: most mutants fail one of the first that get another answer. */
const FIRST = 6;

/** Some requirements of a run, which are judged together. */
export interface Part {
  readonly select: NonNullable<Run['select']>;
  /** Whether these are all of the plain run, so that what is judged of all exchanges sees as much as there. */
  readonly isWhole: boolean;
}

/** The requirements that are judged from the exchanges of all others. */
export async function runLevelIds(vendor: VendorName): Promise<ReadonlySet<string>> {
  const { requirements } = await loadOnce(vendor);
  return new Set(requirements.filter(({ check }) => isRunLevel(check)).map(({ id }) => id));
}

const isRunLevel = (check = ''): boolean => RUN_LEVEL.some(({ name }) => name === check);

/**
 * What is judged again of a mutant that gives other answers: the requirements that got them, those that judge the same
 * exchanges, and the run-level ones; the first few alone before. Where what all share got other answers: the whole run.
 */
export async function partsOf(vendor: VendorName, others: readonly (string | undefined)[]): Promise<Part[]> {
  if (others.length === 0) return [];
  const known = await scenariosOf(vendor);
  const concerned = new Set(others.flatMap((id) => known.get(id ?? '') ?? []));
  const first = others.slice(0, FIRST);
  const isWhole = others.includes(undefined);
  const all: Part = {
    select: ({ id, check }) => !IS_LARGE.test(id) && (isWhole || concerned.has(id) || isRunLevel(check)),
    isWhole,
  };
  const few: Part = { select: ({ id }) => first.includes(id), isWhole: false };
  return first.some((id) => id !== undefined) ? [few, all] : [all];
}

const scenarios = new Map<VendorName, ReadonlyMap<string, readonly string[]>>();

/** The ids of the requirements that judge the same exchanges, by the id of each. */
async function scenariosOf(vendor: VendorName): Promise<ReadonlyMap<string, readonly string[]>> {
  const { requirements } = await loadOnce(vendor);
  const known =
    scenarios.get(vendor) ??
    new Map(requirements.map((one) => [one.id, sharing(one, requirements).map(({ id }) => id)] as const));
  scenarios.set(vendor, known);
  return known;
}
