import { COMMAND } from '../build-info.ts';
import { RUN_LEVEL } from '../checks/run-level/index.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';

/** The command that deletes users that runs have left. */
export const CLEANUP_COMMAND = `${COMMAND} cleanup`;

/**
 * The command that judges one requirement again, with the same generated cases and options. What is judged from all exchanges of a run
 * takes the whole run. Empty for an invalid id: a results file is not trusted.
 */
export function rerunLine({ id, vendor, check }: RequirementResult, { seed, targets, options }: Results): string {
  if (!/^[\w-]+\/[\w-]+$/.test(id) || !/^[\w-]+$/.test(vendor) || !Number.isInteger(seed)) return '';
  const isSandbox = targets.find((target) => target.vendor === vendor)?.kind === 'sandbox';
  const which = RUN_LEVEL.some(({ name }) => name === check)
    ? `--seed ${seed}`
    : `--grep '^${id}$' --seed ${seed} --partial`;
  const { lingerMs = 0, allowHazardous } = options;
  const further = [
    ...(allowHazardous ? ['--allow-hazardous'] : []),
    ...(Number.isInteger(lingerMs / 1000) && lingerMs > 0 ? [`--linger ${lingerMs / 1000}s`] : []),
  ];
  return `${COMMAND} ${isSandbox ? '--sandbox ' : ''}--vendor ${vendor} ${[which, ...further].join(' ')}`;
}
